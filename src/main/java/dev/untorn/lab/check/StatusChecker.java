package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.Shape;
import dev.untorn.lab.writer.Span;
import dev.untorn.text.Durations;
import java.util.Optional;

/** Answers without content. */
final class StatusChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    int status = seen.head().status();
    return switch (status) {
      case 200, 206 -> seen.question() == Question.HEAD ? head(seen, truth) : Optional.empty();
      case 304 -> Optional.of(notModified(seen, truth));
      case 412 ->
          seen.question() == Question.IF_MATCH
              ? Optional.of(notResumed(seen, truth))
              : unexpected(status);
      // A range may lie beyond the end of a file that became shorter.
      case 416 -> seen.question() == Question.GET ? unexpected(status) : told(status);
      case 503 -> Optional.of(new Verdict.Found(Anomaly.REFUSED, ""));
      // Between the unlinking of a name and its new creation there is no file.
      case 404 -> notFound(seen, truth);
      default -> unexpected(status);
    };
  }

  private static Optional<Verdict> told(int status) {
    return Optional.of(new Verdict.Told(status));
  }

  private static Optional<Verdict> unexpected(int status) {
    return Optional.of(new Verdict.Found(Anomaly.UNEXPECTED, "status " + status));
  }

  private static Optional<Verdict> notFound(Observation seen, Truth truth) {
    if (seen.question() == Question.OWN_ADDRESS
        && !truth.missingDuring(seen.startNanos(), seen.firstByteNanos())) {
      return Optional.of(notResumed(seen, truth));
    }
    return truth.writerOpenDuring(seen.startNanos(), seen.firstByteNanos())
        ? told(seen.head().status())
        : unexpected(seen.head().status());
  }

  /** The server need not keep every version: only those that it gave an address of their own. */
  private static Verdict notResumed(Observation seen, Truth truth) {
    boolean isKept =
        seen.basis()
            .filter(begun -> begun.head().ownAddress().isPresent())
            .filter(begun -> truth.shapeOf(begun) instanceof Shape.Whole)
            .filter(begun -> truth.mustBeKept(begun, seen))
            .isPresent();
    int status = seen.head().status();
    return isKept
        ? new Verdict.Found(
            Anomaly.NOT_RESUMED,
            status
                + ", "
                + Durations.text(seen.startNanos() - seen.basis().get().endNanos())
                + " after the first part")
        : new Verdict.Told(status);
  }

  /** A HEAD is judged by the bytes that were seen under its tag. */
  private static Optional<Verdict> head(Observation seen, Truth truth) {
    Optional<Span> owner = seen.head().tag().flatMap(truth::ownerOf);
    if (owner.isEmpty() || seen.head().lengthBytes().isEmpty()) {
      return told(seen.head().status());
    }
    long length = seen.head().lengthBytes().getAsLong();
    long expected = truth.course().lengthBytes(owner.get().first());
    return Optional.of(
        length == expected
            ? new Verdict.Whole(owner.get(), 0)
            : new Verdict.Found(
                Anomaly.HEADER_SKEW,
                "HEAD says " + length + ", its tag's version has " + expected));
  }

  /** True as long as no newer state had been closed, or a writer was at it again. */
  private static Verdict notModified(Observation seen, Truth truth) {
    if (seen.basis().isEmpty() || !(truth.shapeOf(seen.basis().get()) instanceof Shape.Whole own)) {
      return new Verdict.Told(304);
    }
    long lag = truth.lagNanos(own.states(), seen.startNanos());
    if (lag > 0 && !truth.writerOpenDuring(seen.startNanos(), seen.firstByteNanos())) {
      return new Verdict.Found(
          Anomaly.FALSE_304, Durations.text(lag) + " after a newer version was closed");
    }
    return new Verdict.Whole(own.states(), lag);
  }
}

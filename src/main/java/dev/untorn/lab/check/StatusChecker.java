package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.text.Durations;
import java.util.Optional;

/** Judges responses without content. */
final class StatusChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    int status = seen.head().status();
    boolean absent = oracle.missingDuring(seen.startNanos(), seen.firstByteNanos());
    boolean open = oracle.writerOpenDuring(seen.startNanos(), seen.firstByteNanos());
    return switch (status) {
      case 200, 206 -> seen.question() == Question.HEAD ? head(seen, oracle) : Optional.empty();
      case 304 -> Optional.of(notModified(seen, oracle, open));
      case 412 ->
          seen.question() == Question.IF_MATCH ? notResumed(seen, oracle) : unexpected(seen);
      // The range may lie beyond the end of a file that became shorter.
      case 416 -> seen.question() == Question.GET ? unexpected(seen) : fine(seen);
      case 503 -> Checker.found(Anomaly.REFUSED, "");
      // A writer may unlink the file and create it again.
      case 404 ->
          seen.question() == Question.OWN_ADDRESS && !absent
              ? notResumed(seen, oracle)
              : open ? fine(seen) : unexpected(seen);
      default -> unexpected(seen);
    };
  }

  private static Optional<Verdict> fine(Observation seen) {
    return Optional.of(new Verdict.NothingToJudge(seen.head().status()));
  }

  private static Optional<Verdict> unexpected(Observation seen) {
    return Checker.found(Anomaly.UNEXPECTED, "status " + seen.head().status());
  }

  /** A server must keep only versions that it gave an address of their own. */
  private static Optional<Verdict> notResumed(Observation seen, Oracle oracle) {
    return seen.basis()
        .filter(begun -> begun.head().ownAddress().isPresent())
        .filter(begun -> oracle.wholeStates(begun).isPresent())
        .filter(begun -> oracle.mustBeKept(begun, seen))
        .map(begun -> Durations.text(seen.startNanos() - begun.endNanos()))
        .map(later -> seen.head().status() + ", " + later + " after the first part")
        .map(detail -> Checker.found(Anomaly.NOT_RESUMED, detail))
        .orElseGet(() -> fine(seen));
  }

  /** Compares the length with that of the version seen under the same tag. */
  private static Optional<Verdict> head(Observation seen, Oracle oracle) {
    Optional<StateRange> owner = seen.head().tag().flatMap(oracle::ownerOf);
    if (owner.isEmpty() || seen.head().lengthBytes().isEmpty()) {
      return fine(seen);
    }
    long length = seen.head().lengthBytes().getAsLong();
    long expected = oracle.model().lengthBytes(owner.get().first());
    return length == expected
        ? Optional.of(new Verdict.Whole(owner.get(), 0))
        : Checker.found(
            Anomaly.HEADER_SKEW, "HEAD says " + length + ", its tag's version has " + expected);
  }

  /**
   * Correct if no newer state was closed before the request, or a writer had the file open again.
   */
  private static Verdict notModified(Observation seen, Oracle oracle, boolean open) {
    Optional<StateRange> own = seen.basis().flatMap(oracle::wholeStates);
    if (own.isEmpty()) {
      return new Verdict.NothingToJudge(304);
    }
    long lag = oracle.lagNanos(own.get(), seen.startNanos());
    return lag > 0 && !open
        ? new Verdict.Found(
            Anomaly.FALSE_304, Durations.text(lag) + " after a newer version was closed")
        : new Verdict.Whole(own.get(), lag);
  }
}

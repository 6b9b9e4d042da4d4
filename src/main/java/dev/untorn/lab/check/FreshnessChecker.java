package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.Shape;
import dev.untorn.lab.writer.Span;
import dev.untorn.text.Durations;
import java.util.Optional;

/** The last word on a whole body: whether it is the newest that was closed. */
final class FreshnessChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    if (!seen.hasContent() || !(truth.shapeOf(seen) instanceof Shape.Whole(Span states))) {
      return Optional.empty();
    }
    long lag = truth.lagNanos(states, seen.startNanos());
    if (lag > 0 && isAskedFor(seen, truth, states)) {
      return Optional.of(new Verdict.Whole(states, lag));
    }
    boolean quiet = !truth.writerOpenDuring(seen.startNanos(), seen.firstByteNanos());
    return Optional.of(
        lag > 0 && quiet
            ? new Verdict.Found(Anomaly.STALE, Durations.text(lag) + " old")
            : new Verdict.Whole(states, lag));
  }

  /** Whether the client asked for this version, and for no other: to have the rest of it. */
  private static boolean isAskedFor(Observation seen, Truth truth, Span states) {
    return switch (seen.question()) {
      case IF_RANGE -> seen.head().status() == 206;
      case IF_MATCH, OWN_ADDRESS ->
          seen.basis()
              .filter(basis ->
                  truth.shapeOf(basis) instanceof Shape.Whole(Span begun)
                      && !begun.and(states).isEmpty())
              .isPresent();
      case GET, HEAD, GET_PART, RANGE, REVALIDATE -> false;
    };
  }
}

package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.text.Durations;
import java.util.Optional;

/** Runs last: whether a whole body is of the newest closed version. */
final class FreshnessChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    return oracle.wholeContent(seen).map(states -> verdict(seen, oracle, states));
  }

  private static Verdict verdict(Observation seen, Oracle oracle, StateRange states) {
    long lag = oracle.lagNanos(states, seen.startNanos());
    boolean isStale =
        lag > 0
            && !isAskedFor(seen, oracle, states)
            && !oracle.writerOpenDuring(seen.startNanos(), seen.firstByteNanos());
    return isStale
        ? new Verdict.Found(Anomaly.STALE, Durations.text(lag) + " old")
        : new Verdict.Whole(states, lag);
  }

  /** Whether the client asked for this version only, to resume its download. */
  private static boolean isAskedFor(Observation seen, Oracle oracle, StateRange states) {
    return switch (seen.question()) {
      case IF_RANGE -> seen.head().status() == 206;
      case IF_MATCH, OWN_ADDRESS ->
          seen.basis()
              .flatMap(oracle::wholeStates)
              .filter(begun -> !begun.and(states).isEmpty())
              .isPresent();
      case GET, HEAD, GET_PART, RANGE, REVALIDATE -> false;
    };
  }
}

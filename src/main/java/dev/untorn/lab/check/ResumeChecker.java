package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.StateRange;
import java.util.Optional;

/** Judges whether both parts of a resumed download are of one version. */
final class ResumeChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    if (!isRest(seen) || !seen.hasContent() || seen.basis().isEmpty()) {
      return Optional.empty();
    }
    Optional<StateRange> begun = oracle.wholeStates(seen.basis().get());
    if (begun.isEmpty()) {
      return Checker.found(Anomaly.RESUME_SPLICE, "what it began with is itself no version");
    }
    return oracle
        .wholeStates(seen)
        .filter(rest -> begun.get().and(rest).isEmpty())
        .flatMap(rest ->
            Checker.found(
                Anomaly.RESUME_SPLICE,
                "began with version " + begun.get().first() + ", goes on with " + rest.first()));
  }

  /** Whether the client appends these bytes to its first part. */
  private static boolean isRest(Observation seen) {
    return switch (seen.question()) {
      case OWN_ADDRESS -> true;
      case IF_RANGE, IF_MATCH -> seen.head().status() == 206;
      case GET, HEAD, GET_PART, RANGE, REVALIDATE -> false;
    };
  }
}

package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.List;
import java.util.Optional;

/** Calls the checkers in order; the first verdict counts. */
public final class Judge {
  private static final List<Checker> CHECKERS =
      List.of(
          new FramingChecker(),
          new StatusChecker(),
          new BodyChecker(),
          new ResumeChecker(),
          new HeaderChecker(),
          new FreshnessChecker());

  private Judge() {}

  /** If a checker throws, the verdict is unknown. */
  public static Verdict judge(Observation seen, Oracle oracle) {
    return judge(CHECKERS, seen, oracle);
  }

  static Verdict judge(List<Checker> checkers, Observation seen, Oracle oracle) {
    for (Checker checker : checkers) {
      try {
        Optional<Verdict> verdict = checker.check(seen, oracle);
        if (verdict.isPresent()) {
          return verdict.get();
        }
      } catch (RuntimeException e) {
        return new Verdict.Unknown(checker.getClass().getSimpleName() + " failed: " + e);
      }
    }
    return new Verdict.Unknown("no checker knows this exchange");
  }
}

package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Calls the checkers in order; the first verdict counts. */
public final class Judge {
  /** Judges one aspect; empty if it has nothing to say. If it throws, the verdict is unknown. */
  record Checker(String name, Function<Exchange, Optional<Verdict>> check) {}

  private static final List<Checker> CHECKERS =
      List.of(
          new Checker("FramingChecker", Exchange::framing),
          new Checker("StatusChecker", Exchange::status),
          new Checker("BodyChecker", Exchange::body),
          new Checker("ResumeChecker", Exchange::resume),
          new Checker("HeaderChecker", Exchange::header),
          new Checker("FreshnessChecker", Exchange::freshness));

  private Judge() {}

  /** If a checker throws, the verdict is unknown. */
  public static Verdict judge(Observation seen, Oracle oracle) {
    return judge(CHECKERS, new Exchange(seen, oracle));
  }

  static Verdict judge(List<Checker> checkers, Exchange exchange) {
    for (Checker checker : checkers) {
      try {
        Optional<Verdict> verdict = checker.check.apply(exchange);
        if (verdict.isPresent()) {
          return verdict.get();
        }
      } catch (RuntimeException e) {
        return new Verdict.Unknown(checker.name + " failed: " + e);
      }
    }
    return new Verdict.Unknown("no checker knows this exchange");
  }
}

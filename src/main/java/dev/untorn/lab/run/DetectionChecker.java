package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.history.Observation;

/** Compares the server's log of its responses with the writer's record. Pure. */
final class DetectionChecker {
  /**
   * Between its last look at the file and reading the clock, the server's thread may be descheduled
   * for several time slices; it may have missed changes this close before the logged end.
   */
  private static final long LOOK_NANOS = 50_000_000;

  /** The log rounds start times to milliseconds; the clocks are compared to less than one. */
  private static final long LOG_NANOS = 2_000_000;

  private final Oracle oracle;
  private long noticed;
  private long truly;
  private long harmed;
  private long caught;
  private long visible;
  private long missed;

  DetectionChecker(Oracle oracle) {
    this.oracle = oracle;
  }

  void hear(Observation seen, Verdict verdict, LoggedExchange logged) {
    boolean isHarmed = verdict instanceof Verdict.Found(Anomaly anomaly, _) && !anomaly.isHonest();
    boolean isVisible =
        oracle.stampMovedDuring(seen.firstByteNanos(), logged.endNanos() - LOOK_NANOS);
    boolean isTrue =
        oracle.touchedDuring(
            seen.startNanos(), Math.max(seen.endNanos(), logged.endNanos() + LOG_NANOS));
    noticed += one(logged.noticed());
    truly += one(logged.noticed() && isTrue);
    harmed += one(isHarmed);
    caught += one(isHarmed && logged.noticed());
    visible += one(isVisible);
    missed += one(isVisible && !logged.noticed());
  }

  private static int one(boolean yes) {
    return yes ? 1 : 0;
  }

  /**
   * @param counted by the server's metrics
   */
  Detection detection(long counted) {
    return new Detection(counted, noticed, truly, harmed, caught, visible, missed);
  }
}

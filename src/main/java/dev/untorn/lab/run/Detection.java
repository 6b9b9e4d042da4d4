package dev.untorn.lab.run;

import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.history.Observation;

/**
 * Changes that the server noticed, compared with those that happened, by response.
 *
 * @param counted by the server's metrics, over all responses
 * @param noticed complete responses with content that the server logged as changed in transfer
 * @param truly noticed ones during which the file did change
 * @param harmed bad responses that a client accepted
 * @param caught harmed ones that were noticed
 * @param visible complete responses with content whose file's ctime certainly changed between the
 *     first byte and the server's last check
 * @param missed visible ones that were not noticed
 */
public record Detection(
    long counted, long noticed, long truly, long harmed, long caught, long visible, long missed) {
  /**
   * Between its last look at the file and reading the clock, the server's thread may be descheduled
   * for several time slices; it may have missed changes this close before the logged end.
   */
  private static final long LOOK_NANOS = 50_000_000;

  /** The log rounds start times to milliseconds; the clocks are compared to less than one. */
  private static final long LOG_NANOS = 2_000_000;

  /** Compares the server's log of one response with the writer's record; counts nothing else. */
  static Detection of(Oracle oracle, Observation seen, Verdict verdict, LoggedExchange logged) {
    long noticed = one(logged.noticed());
    long harmed = one(verdict.deceives());
    long visible =
        one(oracle.stampMovedDuring(seen.firstByteNanos(), logged.endNanos() - LOOK_NANOS));
    long touched =
        one(
            oracle.touchedDuring(
                seen.startNanos(), Math.max(seen.endNanos(), logged.endNanos() + LOG_NANOS)));
    return new Detection(
        0, noticed, noticed * touched, harmed, harmed * noticed, visible, visible * (1 - noticed));
  }

  private static long one(boolean yes) {
    return yes ? 1 : 0;
  }

  Detection plus(Detection other) {
    return new Detection(
        counted + other.counted,
        noticed + other.noticed,
        truly + other.truly,
        harmed + other.harmed,
        caught + other.caught,
        visible + other.visible,
        missed + other.missed);
  }

  /** The noticed fraction of harmed responses; 1 if none was harmed. */
  public double recall() {
    return part(caught, harmed);
  }

  /** The true fraction of noticed changes; 1 if none was noticed. */
  public double precision() {
    return part(truly, noticed);
  }

  private static double part(long some, long of) {
    return of == 0 ? 1 : (double) some / of;
  }
}

package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.wire.Wire;
import java.util.ArrayDeque;

/**
 * How fast a client takes a response while it is waited for, over the last period of grace. Looked
 * at several times in a period, so that a client that stops is noticed when its grace is over, not
 * up to twice as late. Touched by one event loop.
 */
public final class ClientRate {
  /** Looks in each period: a client is cut at most this fraction of it too late. */
  private static final int LOOKS = 16;

  private final long bytesPerSecondMin;
  private final long graceNanos;
  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  private record Look(long nanos, long takenBytes) {}

  public ClientRate(LimitSettings limits) {
    this.bytesPerSecondMin = limits.sendRateMin().bytes();
    this.graceNanos = limits.sendGrace().toNanos();
  }

  /** Between two looks. */
  public static long lookNanos(LimitSettings limits) {
    return limits.sendGrace().toNanos() / LOOKS;
  }

  /**
   * Notes what the client has taken of the response so far.
   *
   * @param handedBytes of its body, to the kernel; what the client has not acknowledged is not
   *     taken
   * @return whether it has taken less than it must over the last period
   */
  public boolean isTooSlow(long nowNanos, long handedBytes, Wire wire) {
    return isTooSlow(nowNanos, handedBytes - wire.unackedBytes());
  }

  boolean isTooSlow(long nowNanos, long takenBytes) {
    Look now = new Look(nowNanos, takenBytes);
    looks.addLast(now);
    Look first = looks.getFirst();
    while (nowNanos - looks.getFirst().nanos() >= graceNanos) {
      first = looks.removeFirst();
    }
    if (nowNanos - first.nanos() < graceNanos) {
      return false;
    }
    looks.addFirst(first); // The youngest that is old enough.
    double owedBytes = bytesPerSecondMin * ((nowNanos - first.nanos()) / 1e9);
    return takenBytes - first.takenBytes() < owedBytes;
  }
}

package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import java.util.ArrayDeque;

/**
 * Measures how fast a client receives a response, over the last grace period. Several samples in
 * each period: a client that stops is noticed when the period is over, not up to twice as late.
 * Used by one event loop.
 */
public final class ClientRate {
  /** Samples in each period: a client is cut at most this fraction of a period too late. */
  private static final int SAMPLES = 16;

  private final long bytesPerSecondMin;
  private final long graceNanos;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long takenBytes) {}

  public ClientRate(LimitSettings limits) {
    this.bytesPerSecondMin = limits.sendRateMin().bytes();
    this.graceNanos = limits.sendGrace().toNanos();
  }

  public static long sampleNanos(LimitSettings limits) {
    return limits.sendGrace().toNanos() / SAMPLES;
  }

  /**
   * Takes a sample. True if the client was slower than the minimum over the last period. {@code
   * takenBytes} were given to the kernel, less those that the client has not acknowledged.
   */
  public boolean isTooSlow(long nowNanos, long takenBytes) {
    Sample now = new Sample(nowNanos, takenBytes);
    samples.addLast(now);
    Sample first = samples.getFirst();
    while (nowNanos - samples.getFirst().nanos() >= graceNanos) {
      first = samples.removeFirst();
    }
    if (nowNanos - first.nanos() < graceNanos) {
      return false;
    }
    samples.addFirst(first); // The youngest sample that is old enough.
    double owedBytes = bytesPerSecondMin * ((nowNanos - first.nanos()) / 1e9);
    return takenBytes - first.takenBytes() < owedBytes;
  }
}

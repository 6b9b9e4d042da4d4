package dev.untorn.origin.proxy.fill;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Objects that had no room left while they were fetched, because nobody told their length before.
 * Those who read them were cut; for a while they are not stored, so that they can be had at all.
 * Thread-safe.
 */
public final class OutgrownKeys {
  /** Beyond, all are forgotten: each then costs its next reader a cut more. */
  private static final int KEYS_MAX = 1024;

  /** Until then there may be room, or another object. */
  private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Long> outgrownNanos = new ConcurrentHashMap<>();

  public OutgrownKeys(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  public void note(String key) {
    if (outgrownNanos.size() >= KEYS_MAX) {
      outgrownNanos.clear();
    }
    outgrownNanos.put(key, nanoClock.getAsLong());
  }

  public boolean has(String key) {
    Long since = outgrownNanos.get(key);
    return since != null && nanoClock.getAsLong() - since < REMEMBERED_NANOS;
  }
}

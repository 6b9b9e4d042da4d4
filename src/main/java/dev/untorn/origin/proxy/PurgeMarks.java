package dev.untorn.origin.proxy;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells what the origin was asked for before a purge from what it is asked for now. Thread-safe.
 */
final class PurgeMarks {
  /** A purge of a key concerns fetches of other keys in its stripe: they are not stored. */
  private static final int STRIPES = 4096;

  private final AtomicLongArray purges = new AtomicLongArray(STRIPES);

  /** A mark of now. */
  long of(String key) {
    return purges.get(stripe(key));
  }

  void purged(String key) {
    purges.incrementAndGet(stripe(key));
  }

  private static int stripe(String key) {
    return key.hashCode() & STRIPES - 1;
  }
}

package dev.untorn.origin.proxy;

import dev.untorn.origin.object.ObjectStore;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells what the origin was asked for before a purge from what it is asked for now. Thread-safe.
 */
final class PurgeMarks {
  /** A purge of a key concerns fetches of other keys in its stripe: they are not stored. */
  private static final int STRIPES = 4096;

  /**
   * A point in time.
   *
   * @param purges of the key, and of some others
   * @param sequence of the last ban
   */
  record Mark(long purges, long sequence) {
    /** Of a request that asks the origin for nothing. */
    static final Mark BEFORE_ALL = new Mark(-1, -1);
  }

  private final AtomicLongArray purges = new AtomicLongArray(STRIPES);
  private final ObjectStore store;

  PurgeMarks(ObjectStore store) {
    this.store = store;
  }

  /** A mark of now. */
  Mark of(String key) {
    return new Mark(purges.get(stripe(key)), store.sequence());
  }

  void purged(String key) {
    purges.incrementAndGet(stripe(key));
  }

  /** Whether a key may have been purged since, other than by a ban. */
  boolean isPurgedSince(Mark mark, String key) {
    return purges.get(stripe(key)) != mark.purges();
  }

  private static int stripe(String key) {
    return key.hashCode() & STRIPES - 1;
  }
}

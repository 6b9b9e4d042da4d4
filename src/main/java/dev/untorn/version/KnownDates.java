package dev.untorn.version;

import dev.untorn.config.TagBasis;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers which version of a name a client may know by which date. Files are rolled back,
 * unpacked and mirrored with old times, so two versions may share a date, which then names neither.
 * Thread-safe, without locks.
 *
 * <p>A table of hashes: a newer name may take an older one's slot.
 */
public final class KnownDates {
  /** Half a megabyte; as many names as a large site has files asked for again by date. */
  private static final int SLOTS = 1 << 16;

  /** In place of a version: there were several. */
  private static final int SEVERAL = 0;

  /** In each the hash of a name with a date, and in the lower half that of the version. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  /**
   * Notes that a version has a date, or was sent at that time without one: a client may use the
   * time as its date (RFC 9110, 13.1.3).
   *
   * @param seconds since the epoch
   */
  public void note(String name, long seconds, Version version) {
    long place = place(name, seconds);
    int slot = slot(place);
    int key = upperHalf(place);
    long one = pair(key, upperHalf(Identity.mixed(identity(version))));
    long before;
    long after;
    do {
      before = slots.get(slot);
      boolean shared = upperHalf(before) == key && before != one;
      after = shared ? pair(key, SEVERAL) : one;
    } while (before != after && !slots.compareAndSet(slot, before, after));
  }

  /** Whether a client may know another version of a name by the date of this one. */
  public boolean isShared(String name, Version version) {
    long place = place(name, version.lastModifiedSeconds());
    return slots.get(slot(place)) == pair(upperHalf(place), SEVERAL);
  }

  private static long place(String name, long seconds) {
    return Identity.mixed(31L * name.hashCode() + seconds);
  }

  private static int slot(long place) {
    return (int) place & (SLOTS - 1);
  }

  /** Of what tells versions of one name apart: their bytes if those are known, else their stamp. */
  private static long identity(Version version) {
    boolean live = version.body() instanceof Body.Live;
    return version.policy().tags() == TagBasis.CONTENT && !live
        ? version.tag().hashCode()
        : version.identity().stateHash();
  }

  /** Never 0, which an empty slot has. */
  private static int upperHalf(long hash) {
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  private static long pair(int key, int state) {
    return ((long) key << Integer.SIZE) | Integer.toUnsignedLong(state);
  }
}

package dev.untorn.version;

import dev.untorn.config.TagBasis;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers which version of a name had which Last-Modified, to tell when two had the same: files
 * are rolled back, unpacked and mirrored with the times they had elsewhere, and then a date does
 * not say which version a client has. Thread-safe, without locks.
 *
 * <p>A table of hashes: a newer name may take an older one's slot, which is then forgotten.
 */
final class KnownDates {
  /** Half a megabyte; as many names as a large site has files asked for again by date. */
  private static final int SLOTS = 1 << 16;

  /** In place of a version: there were several. */
  private static final int SEVERAL = 0;

  /** In each the hash of a name with a date, and in the lower half that of the version. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  /** Notes a version. Whether another one is known with this name and date. */
  boolean isShared(String name, Version version) {
    long place = mixed(31L * name.hashCode() + version.lastModifiedSeconds());
    int slot = (int) place & SLOTS - 1;
    int key = upperHalf(place);
    long one = pair(key, upperHalf(mixed(identity(version))));
    while (true) {
      long before = slots.get(slot);
      boolean shared = (int) (before >>> Integer.SIZE) == key && before != one;
      if (slots.compareAndSet(slot, before, shared ? pair(key, SEVERAL) : one)) {
        return shared;
      }
    }
  }

  /** Of what tells versions of one name apart: their bytes if those are known, else their stamp. */
  private static long identity(Version version) {
    boolean live = version.body() instanceof Body.Live;
    return version.policy().tags() == TagBasis.CONTENT && !live
        ? version.tag().hashCode()
        : identity(version.stamp());
  }

  private static long identity(Stamp stamp) {
    return mixed(mixed(stamp.mtimeNanos()) + stamp.ctimeNanos())
        + mixed(mixed(stamp.inode()) + stamp.sizeBytes());
  }

  /** Each bit depends on all bits given (the finalizer of SplitMix64). */
  private static long mixed(long bits) {
    long a = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }

  /** Never 0, which an empty slot has. */
  private static int upperHalf(long hash) {
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  private static long pair(int key, int state) {
    return (long) key << Integer.SIZE | Integer.toUnsignedLong(state);
  }
}

package dev.untorn.version;

import dev.untorn.config.TagBasis;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which version of a name clients may know by which date. Tools restore, unpack and
 * mirror files with old times, so two versions may share a date, which then identifies neither.
 * Thread-safe, without locks.
 *
 * <p>A hash table in which a newer name may replace an older one's slot.
 */
public final class KnownDates {
  /** Half a megabyte; as many names as a large site has files that clients revalidate by date. */
  private static final int SLOTS = 1 << 16;

  /** In place of a version hash: several versions share the date. */
  private static final int SEVERAL = 0;

  /** Each holds the hash of a name with a date and, in the lower half, that of the version. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  /**
   * Notes a version's date in epoch seconds; or when it was sent without one, since a client may
   * use that time as its date (RFC 9110, 13.1.3). Not of an object that is still coming in and has
   * no tag: it has no identity yet, and will turn out to be the one that is stored.
   */
  public void note(String name, long seconds, Version version) {
    if (version.identity() instanceof UpstreamTag && upstreamTag(version) == null) {
      return;
    }
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

  /**
   * The hash of the version's content if known, else of its stamp, or of what its upstream says.
   */
  private static long identity(Version version) {
    if (version.identity() instanceof UpstreamTag tag) {
      return Objects.hash(upstreamTag(version), tag.lengthBytes());
    }
    boolean live = version.body() instanceof Body.Live;
    return version.policy().tags() == TagBasis.CONTENT && !live
        ? version.tag().hashCode()
        : version.identity().stateHash();
  }

  private static @Nullable String upstreamTag(Version version) {
    return version
        .representation()
        .upstream()
        .map(upstream -> upstream.fields().first("ETag"))
        .orElse(null);
  }

  /** Never 0, the value of an empty slot. */
  private static int upperHalf(long hash) {
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  private static long pair(int key, int state) {
    return ((long) key << Integer.SIZE) | Integer.toUnsignedLong(state);
  }
}

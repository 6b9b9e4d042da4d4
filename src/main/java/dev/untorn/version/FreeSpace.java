package dev.untorn.version;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves some of their disks to those who write there: versions that nobody uses are dropped before
 * a writer finds the disk full. One that is being sent stays. Thread-safe; calls may wait for a
 * disk.
 */
final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  /** As ext4 keeps for root. */
  static final int KEPT_SHARE = 20;

  /** What a fast writer writes until the next look. */
  static final long KEPT_MAX_BYTES = 1L << 30;

  /** What was dropped is given back by then, mostly, and not missed again. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long TELL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Spool spool;
  private final Budget disk;
  private final Shelf shelf;
  private final AtomicLong lookedNanos = new AtomicLong(System.nanoTime() - LOOK_NANOS);
  private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - TELL_NANOS);

  FreeSpace(Spool spool, Budget disk, Shelf shelf) {
    this.spool = spool;
    this.disk = disk;
    this.shelf = shelf;
  }

  /** Looks, unless that was done a moment ago, and drops what is missing, as far as it can. */
  void look() {
    if (disk.usedBytes() == 0 || !isTime(lookedNanos, LOOK_NANOS)) {
      return;
    }
    long missingBytes = spool.missingBytes(KEPT_SHARE, KEPT_MAX_BYTES);
    if (missingBytes > 0) {
      tell();
      drop(missingBytes);
    }
  }

  /** Replaced ones first: no other name has their blocks any more. */
  private void drop(long missingBytes) {
    long enoughBytes = disk.usedBytes() - missingBytes;
    boolean dropped;
    do {
      dropped = shelf.evictReplaced() || shelf.evictOne();
    } while (dropped && disk.usedBytes() > enoughBytes);
  }

  private void tell() {
    if (isTime(toldNanos, TELL_NANOS)) {
      LOG.warn(
          "less than a twentieth of a disk is free: versions that nobody uses are dropped."
              + " Free space, lower store.disk or store.pinned, or point store.spool elsewhere");
    }
  }

  private static boolean isTime(AtomicLong lastNanos, long nanos) {
    long last = lastNanos.get();
    long now = System.nanoTime();
    return now - last >= nanos && lastNanos.compareAndSet(last, now);
  }
}

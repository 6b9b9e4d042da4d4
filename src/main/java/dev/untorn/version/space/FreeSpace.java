package dev.untorn.version.space;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps some space free for programs that write to the disk. Before it is full, drops unused
 * versions: first those of deleted files, if they keep more than is free besides; then copies,
 * replaced ones first, since only they keep their blocks. Copies being sent stay; but once half of
 * the reserve is gone, clones go too, and their clients are cut. Thread-safe; may wait for a disk.
 */
public final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  /** By then most dropped versions are freed, and not counted twice. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The check costs a system call for each open version. */
  private static final long LOOK_FOR_DELETED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Versions used more recently would soon be copied again. */
  private static final long ASKED_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long TELL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Spool spool;
  private final Capacity capacity;

  /** If a disk does not respond, other callers skip the check instead of waiting. */
  private final ReentrantLock looking = new ReentrantLock();

  private long lookedNanos = System.nanoTime() - LOOK_NANOS;
  private long lookedForDeletedNanos = System.nanoTime() - LOOK_FOR_DELETED_NANOS;
  private long toldNanos = System.nanoTime() - TELL_NANOS;

  public FreeSpace(Spool spool, Capacity capacity) {
    this.spool = spool;
    this.capacity = capacity;
  }

  /** Drops versions if space is short, unless another thread just checked. */
  public void look() {
    if (!looking.tryLock()) {
      return;
    }
    try {
      long now = System.nanoTime();
      if (now - lookedNanos >= LOOK_NANOS) {
        lookedNanos = now;
        look(now);
      }
    } finally {
      looking.unlock();
    }
  }

  private void look(long nowNanos) {
    long missingBytes = spool.missingBytes();
    boolean known = missingBytes != 0;
    if (known && nowNanos - lookedForDeletedNanos >= LOOK_FOR_DELETED_NANOS) {
      lookedForDeletedNanos = nowNanos;
      missingBytes -= capacity.dropDeleted(-missingBytes);
    }
    if (missingBytes > 0 && capacity.disk().usedBytes() > 0) {
      dropCopies(missingBytes, nowNanos);
    }
  }

  private void dropCopies(long missingBytes, long nowNanos) {
    if (nowNanos - toldNanos >= TELL_NANOS) {
      toldNanos = nowNanos;
      LOG.warn(
          "less than a twentieth of a disk is free, or would be if what was cloned is rewritten:"
              + " versions that nobody uses are dropped."
              + " Free space, lower store.disk or store.pinned, or point store.spool elsewhere");
    }
    capacity.dropCopies(missingBytes, nowNanos - ASKED_FOR_NANOS);
    spool.emptyClones(capacity.evictor()::forget);
  }
}

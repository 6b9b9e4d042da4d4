package dev.untorn.version.space;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps some space free for those who write to the disk. Before it is full, unused versions are
 * dropped: first those of deleted files, if they keep more than is free besides; then copies,
 * replaced ones first. A copy that is being sent stays, but when half of the reserve is gone,
 * clones go too, and their readers are cut. Thread-safe; may wait for a disk.
 */
public final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  /** What was dropped is given back by then, mostly, and not missed again. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Each open version costs a system call. */
  private static final long LOOK_FOR_DELETED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What others ask for now would be copied again at once. */
  private static final long ASKED_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long TELL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Spool spool;
  private final Budget disk;
  private final Capacity capacity;

  /** A disk that does not answer must not have all who come here wait for it. */
  private final ReentrantLock looking = new ReentrantLock();

  private long lookedNanos = System.nanoTime() - LOOK_NANOS;
  private long lookedForDeletedNanos = System.nanoTime() - LOOK_FOR_DELETED_NANOS;
  private long toldNanos = System.nanoTime() - TELL_NANOS;

  public FreeSpace(Spool spool, Budget disk, Capacity capacity) {
    this.spool = spool;
    this.disk = disk;
    this.capacity = capacity;
  }

  /** Looks, unless somebody does or did a moment ago, and drops what is missing, if it can. */
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
    if (missingBytes > 0 && disk.usedBytes() > 0) {
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
    spool.emptyClones(capacity::forget);
  }
}

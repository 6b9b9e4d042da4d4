package dev.untorn.version.space;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Filesystem.Space;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.SharedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The free space of a filesystem, less what its clones may come to need: when a writer changes a
 * shared block, the filesystem allocates a new one, so a clone may cost its whole length. A clone
 * is made only if the reserve stays free. Thread-safe.
 */
final class CloneSpace {
  private static final Logger LOG = LoggerFactory.getLogger(CloneSpace.class);

  /** The reserve, a twentieth of the disk, as ext4 keeps for root. */
  static final int KEPT_SHARE = 20;

  /** What a fast writer writes between two checks. */
  private static final long KEPT_MAX_BYTES = 1L << 30;

  /** Between two checks by threads that may not block. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile Optional<SharedFile> directory = Optional.empty();
  private final Map<LinuxFile, Long> clones = new HashMap<>();
  private final AtomicLong clonedBytes = new AtomicLong();
  private volatile long roomBytes;
  private volatile long lookedNanos = System.nanoTime() - LOOK_NANOS;

  /** Sets the directory to query; its owner may close it. */
  void askAt(SharedFile served) {
    directory = Optional.of(served);
  }

  /** Whether there was room for such a clone a moment ago. */
  boolean mayFit(long sizeBytes) {
    if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
      var _ = missingBytes();
    }
    return sizeBytes <= roomBytes;
  }

  /** Reserves space for a new clone; false if there is none. */
  synchronized boolean add(LinuxFile clone, long sizeBytes) {
    if (missingBytes() + sizeBytes > 0) {
      return false;
    }
    clones.put(clone, sizeBytes);
    clonedBytes.addAndGet(sizeBytes);
    return true;
  }

  /** Closes a clone and frees its reservation; false if the file is none of these. */
  synchronized boolean close(LinuxFile clone) {
    Long sizeBytes = clones.remove(clone);
    if (sizeBytes == null) {
      return false;
    }
    clonedBytes.addAndGet(-sizeBytes);
    clone.close(); // Under the lock: empty() must not get a reused descriptor.
    return true;
  }

  /** Bytes the reserve would lack if writers changed all that clones share; 0 if unknown. */
  long missingBytes() {
    lookedNanos = System.nanoTime();
    Optional<Space> space = space();
    space.ifPresent(now -> roomBytes = now.freeBytes() - keptBytes(now) - clonedBytes.get());
    return space.isEmpty() ? 0 : -roomBytes;
  }

  /** Whether a copy leaves half the reserve, besides what clones may need. */
  boolean hasRoomForCopy(long sizeBytes) {
    // If unknown, reserving the copy's blocks will tell.
    return space()
        .map(now -> now.freeBytes() - clonedBytes.get() - keptBytes(now) / 2 >= sizeBytes)
        .orElse(true);
  }

  private Optional<Space> space() {
    return directory.flatMap(shared -> shared.use(CloneSpace::spaceOf, Optional.empty()));
  }

  private static Optional<Space> spaceOf(LinuxFile open) {
    try {
      return Optional.of(Space.of(open));
    } catch (KernelException e) {
      LOG.debug("a filesystem does not tell its free space", e);
      return Optional.empty();
    }
  }

  /** The clones to empty: all of them, if less than half the reserve is free. */
  synchronized List<LinuxFile> excess() throws KernelException {
    if (clones.isEmpty()) {
      return List.of();
    }
    Space space = Space.of(clones.keySet().iterator().next());
    return space.freeBytes() < keptBytes(space) / 2 ? List.copyOf(clones.keySet()) : List.of();
  }

  /** Frees a clone's blocks at once, though it may be being sent: readers then find its end. */
  synchronized void empty(LinuxFile clone) throws KernelException {
    if (clones.containsKey(clone)) {
      clone.resize(0);
      clonedBytes.addAndGet(-Objects.requireNonNull(clones.replace(clone, 0L)));
    }
  }

  private static long keptBytes(Space space) {
    return Math.min(space.sizeBytes() / KEPT_SHARE, KEPT_MAX_BYTES);
  }
}

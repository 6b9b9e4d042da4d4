package dev.untorn.version.space;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.linux.file.Space;
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
 * The free space of a filesystem, less what its clones may come to need: a writer who changes a
 * shared block gets a new one, so a clone may cost its whole length. A clone is made only if the
 * reserve stays free. Thread-safe.
 */
final class CloneSpace {
  private static final Logger LOG = LoggerFactory.getLogger(CloneSpace.class);

  /** The reserve, as ext4 keeps for root. */
  static final int KEPT_SHARE = 20;

  /** What a fast writer writes until the next look. */
  private static final long KEPT_MAX_BYTES = 1L << 30;

  /** Between two looks by those who may not wait. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile Optional<SharedFile> directory = Optional.empty();
  private final Map<LinuxFile, Long> clones = new HashMap<>();
  private final AtomicLong clonedBytes = new AtomicLong();
  private volatile long roomBytes;
  private volatile long lookedNanos = System.nanoTime() - LOOK_NANOS;

  /** A directory of this filesystem; it stays the caller's, who may close it. */
  void askAt(SharedFile served) {
    directory = Optional.of(served);
  }

  /** Whether there was room for such a clone a moment ago. Waits for nothing. */
  boolean mayFit(long sizeBytes) {
    if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
      var _ = missingBytes();
    }
    return sizeBytes <= roomBytes;
  }

  /** Counts a clone that is about to be made; false if there is no room for it. */
  synchronized boolean add(LinuxFile clone, long sizeBytes) {
    if (missingBytes() + sizeBytes > 0) {
      return false;
    }
    clones.put(clone, sizeBytes);
    clonedBytes.addAndGet(sizeBytes);
    return true;
  }

  /** Closes a clone, and counts it no longer; false if it is none of these. */
  synchronized boolean close(LinuxFile clone) {
    Long sizeBytes = clones.remove(clone);
    if (sizeBytes == null) {
      return false;
    }
    clonedBytes.addAndGet(-sizeBytes);
    clone.close(); // Not while it is emptied: its number may be another file's a moment later.
    return true;
  }

  /**
   * How much is missing to the reserve, when writers change all that clones share; 0 if that is not
   * known.
   */
  long missingBytes() {
    lookedNanos = System.nanoTime();
    Optional<Space.Of> space = space();
    space.ifPresent(now -> roomBytes = now.freeBytes() - keptBytes(now) - clonedBytes.get());
    return space.isEmpty() ? 0 : -roomBytes;
  }

  /** Whether a copy leaves half of the reserve, and what clones may come to take. */
  boolean hasRoomForCopy(long sizeBytes) {
    // If not known, it will be seen when the copy reserves its blocks.
    return space()
        .map(now -> now.freeBytes() - clonedBytes.get() - keptBytes(now) / 2 >= sizeBytes)
        .orElse(true);
  }

  private Optional<Space.Of> space() {
    return directory.flatMap(shared -> shared.use(CloneSpace::spaceOf, Optional.empty()));
  }

  private static Optional<Space.Of> spaceOf(LinuxFile open) {
    try {
      return Optional.of(Space.of(open));
    } catch (KernelException e) {
      LOG.debug("a filesystem does not tell its free space", e);
      return Optional.empty();
    }
  }

  /** The clones, if there is less than half of the reserve: all of them must go. */
  synchronized List<LinuxFile> excess() throws KernelException {
    if (clones.isEmpty()) {
      return List.of();
    }
    Space.Of space = Space.of(clones.keySet().iterator().next());
    return space.freeBytes() < keptBytes(space) / 2 ? List.copyOf(clones.keySet()) : List.of();
  }

  /**
   * Gives the blocks of a clone back at once, though it is being sent: whoever reads it finds its
   * end.
   */
  synchronized void empty(LinuxFile clone) throws KernelException {
    if (clones.containsKey(clone)) {
      Space.resize(clone, 0);
      clonedBytes.addAndGet(-Objects.requireNonNull(clones.replace(clone, 0L)));
    }
  }

  private static long keptBytes(Space.Of space) {
    return Math.min(space.sizeBytes() / KEPT_SHARE, KEPT_MAX_BYTES);
  }
}

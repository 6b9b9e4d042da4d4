package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Entry;
import dev.untorn.version.space.Budget.Reservation;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The store's budgets: room is made, where needed, by dropping what nobody uses. Thread-safe. */
public record Capacity(Budget memory, Budget disk, Descriptors descriptors, Unused unused) {
  /** Versions that nobody uses. */
  public interface Unused {
    /** Drops the one unused for longest; false if there is none. */
    boolean evictOne();

    /** As {@link #evictOne}, but only one that keeps a descriptor. */
    boolean evictOneOpen();

    /**
     * Drops copies, replaced versions first, until it is enough or there are no more.
     *
     * @param unusedSinceNanos of those not replaced, only what was last used before (nanoTime)
     */
    void evictCopies(long unusedSinceNanos, BooleanSupplier isEnough);

    /** Asks of each whether to drop it. */
    void dropUnused(Predicate<Entry> which);

    /** Drops those with such files, in use or not. */
    void forget(List<LinuxFile> files);
  }

  /** Room for a version in memory; null if there is none. */
  public @Nullable Reservation inMemory(long sizeBytes) {
    return make(memory, sizeBytes);
  }

  /** Room for a version in a file on a disk; null if there is none. */
  @Nullable Reservation onDisk(long sizeBytes) {
    return make(disk, sizeBytes);
  }

  /** Whether a version may keep a descriptor, after dropping unused ones if need be. */
  public boolean forDescriptor() {
    while (descriptors.areUsedUp()) {
      if (!unused.evictOneOpen()) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #forDescriptor}, but nothing is dropped for it. */
  boolean hasDescriptor() {
    return !descriptors.areUsedUp();
  }

  /** As {@link #inMemory}, but nothing is dropped for it. */
  public @Nullable Reservation inFreeMemory(long sizeBytes) {
    return memory.tryReserve(sizeBytes);
  }

  /**
   * Drops unused copies of as many bytes, one version at least, when the kernel has no space or
   * descriptors though the budget has. They are freed on another thread, so only the next attempt
   * finds room.
   */
  void dropUnused(long sizeBytes) {
    long beforeBytes = disk.usedBytes();
    dropCopies(sizeBytes, System.nanoTime());
    if (disk.usedBytes() >= beforeBytes) {
      var _ = unused.evictOneOpen();
    }
  }

  /** Drops versions whose files are about to be emptied. */
  void forget(List<LinuxFile> files) {
    unused.forget(files);
  }

  /** Drops unused copies of as many bytes on disks, as {@link Unused#evictCopies} says. */
  void dropCopies(long sizeBytes, long unusedSinceNanos) {
    long enoughBytes = disk.usedBytes() - sizeBytes;
    unused.evictCopies(unusedSinceNanos, () -> disk.usedBytes() <= enoughBytes);
  }

  /**
   * Drops unused versions of deleted files, whose blocks they alone keep, if these take more than
   * enough.
   *
   * @return how many bytes
   */
  long dropDeleted(long enoughBytes) {
    if (unusedBytes(entry -> true) <= enoughBytes) {
      return 0; // Without asking the kernel about each.
    }
    long deletedBytes = unusedBytes(Entry::keepsDeletedFile);
    if (deletedBytes <= enoughBytes) {
      return 0;
    }
    unused.dropUnused(Entry::keepsDeletedFile);
    return deletedBytes;
  }

  private long unusedBytes(Predicate<Entry> which) {
    LongAdder bytes = new LongAdder();
    unused.dropUnused(entry -> {
      if (which.test(entry)) {
        bytes.add(entry.version().lengthBytes());
      }
      return false;
    });
    return bytes.sum();
  }

  private @Nullable Reservation make(Budget budget, long sizeBytes) {
    if (!budget.fits(sizeBytes)) {
      return null;
    }
    Reservation made = budget.tryReserve(sizeBytes);
    while (made == null && unused.evictOne()) {
      made = budget.tryReserve(sizeBytes);
    }
    return made;
  }
}

package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Entry;
import dev.untorn.version.space.Budget.Reservation;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The store's budgets; makes room, where needed, by evicting unused versions. Thread-safe. */
public record Capacity(Budget memory, Budget disk, Descriptors descriptors, Evictor evictor) {
  /** Evicts versions that nobody uses. */
  public interface Evictor {
    /** Drops the least recently used version; false if there is none. */
    boolean evictOne();

    /** As {@link #evictOne}, but only a version that keeps a descriptor. */
    boolean evictOneOpen();

    /** Drops copies until enough: replaced versions, then those unused since then (nanoTime). */
    void evictCopies(long unusedSinceNanos, BooleanSupplier isEnough);

    /** Drops the unused versions that match; tests each of them. */
    void dropUnused(Predicate<Entry> which);

    /** Drops the versions with these private files, in use or not. */
    void forget(List<LinuxFile> files);
  }

  /** Room for a version in memory; null if there is none. */
  public @Nullable Reservation inMemory(long sizeBytes) {
    return make(memory, sizeBytes);
  }

  /** Room for a version on disk; null if there is none. */
  @Nullable Reservation onDisk(long sizeBytes) {
    return make(disk, sizeBytes);
  }

  /** Whether a version may keep a descriptor; evicts unused versions if necessary. */
  public boolean forDescriptor() {
    while (!hasDescriptor() && evictor.evictOneOpen()) {}
    return hasDescriptor();
  }

  /** As {@link #forDescriptor}, but evicts nothing. */
  public boolean hasDescriptor() {
    return !descriptors.areUsedUp();
  }

  /** As {@link #inMemory}, but evicts nothing. */
  public @Nullable Reservation inFreeMemory(long sizeBytes) {
    return memory.tryReserve(sizeBytes);
  }

  /**
   * Drops unused copies, at least one, when the kernel lacks space or descriptors. Another thread
   * frees them, so only the next attempt finds room.
   */
  void dropUnused(long sizeBytes) {
    long beforeBytes = disk.usedBytes();
    dropCopies(sizeBytes, System.nanoTime());
    if (disk.usedBytes() >= beforeBytes) {
      var _ = evictor.evictOneOpen();
    }
  }

  /** Drops unused copies of as many bytes on disks, as {@link Evictor#evictCopies} says. */
  void dropCopies(long sizeBytes, long unusedSinceNanos) {
    long enoughBytes = disk.usedBytes() - sizeBytes;
    evictor.evictCopies(unusedSinceNanos, () -> disk.usedBytes() <= enoughBytes);
  }

  /**
   * Drops unused versions of deleted files, whose blocks only they keep, if these take more than
   * {@code enoughBytes}; returns the bytes dropped.
   */
  long dropDeleted(long enoughBytes) {
    if (unusedBytes(entry -> true) <= enoughBytes) {
      return 0; // Avoids a system call for each version.
    }
    long deletedBytes = unusedBytes(Entry::keepsDeletedFile);
    if (deletedBytes <= enoughBytes) {
      return 0;
    }
    evictor.dropUnused(Entry::keepsDeletedFile);
    return deletedBytes;
  }

  private long unusedBytes(Predicate<Entry> which) {
    LongAdder bytes = new LongAdder();
    evictor.dropUnused(entry -> {
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
    while (made == null && evictor.evictOne()) {
      made = budget.tryReserve(sizeBytes);
    }
    return made;
  }
}

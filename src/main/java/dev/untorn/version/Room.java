package dev.untorn.version;

import java.util.function.BooleanSupplier;

/** The store's budgets: room is made, where needed, by dropping what nobody uses. Thread-safe. */
final class Room {
  private final Budget memory;
  private final Budget disk;
  private final BooleanSupplier evictOne;

  Room(Budget memory, Budget disk, BooleanSupplier evictOne) {
    this.memory = memory;
    this.disk = disk;
    this.evictOne = evictOne;
  }

  boolean inMemory(long sizeBytes) {
    return make(memory, sizeBytes);
  }

  boolean onDisk(long sizeBytes) {
    return make(disk, sizeBytes);
  }

  /** As {@link #inMemory}, but nothing is dropped for it. */
  boolean inFreeMemory(long sizeBytes) {
    return memory.tryCharge(sizeBytes);
  }

  /**
   * When the kernel has neither space nor descriptors although the budget has: drops unused copies
   * of as many bytes, one at least. They are given back on another thread, so it is the next
   * attempt that finds room.
   */
  void dropUnused(long sizeBytes) {
    long enoughBytes = disk.usedBytes() - sizeBytes;
    boolean dropped;
    do {
      dropped = evictOne.getAsBoolean();
    } while (dropped && disk.usedBytes() > enoughBytes);
  }

  void leaveMemory(long sizeBytes) {
    memory.refund(sizeBytes);
  }

  void leaveDisk(long sizeBytes) {
    disk.refund(sizeBytes);
  }

  private boolean make(Budget budget, long sizeBytes) {
    if (!budget.fits(sizeBytes)) {
      return false;
    }
    while (!budget.tryCharge(sizeBytes)) {
      if (!evictOne.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }
}

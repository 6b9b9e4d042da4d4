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

package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds room for bodies, within the bounds and on the disk, and evicts objects for it. Blocks;
 * thread-safe.
 */
final class StoreSpace {
  /** For less, it is enough that the kernel tells when it writes. */
  private static final long ALLOCATED_MIN_BYTES = 256 << 10;

  /** Bodies of unknown length get room in pieces of this size. */
  private static final long GROWTH_BYTES = 1 << 20;

  /** What is evicted at least when the disk says that it is full. */
  private static final long FREED_BYTES = 16 << 20;

  /** The part of the store that is evicted at least, because looking for the oldest takes long. */
  private static final int FREED_SHARE = 256;

  /** Others store at the same time, and an eviction may find more than was counted. */
  private static final int TRIES_MAX = 4;

  private static final NotStored TOO_LARGE =
      new NotStored(NotStored.Cause.TOO_LARGE, "larger than the store");
  private static final NotStored NO_SPACE =
      new NotStored(NotStored.Cause.NO_SPACE, "no space, and nothing unused to remove");

  private final StoreBounds bounds;
  private final Usage usage;
  private final Evictor evictor;
  private final LinuxFile root;

  StoreSpace(StoreBounds bounds, Usage usage, Evictor evictor, LinuxFile root) {
    this.bounds = bounds;
    this.usage = usage;
    this.evictor = evictor;
    this.root = root;
  }

  /** Makes room for a fill's body and record, and allocates blocks for the bytes missing yet. */
  Optional<NotStored> reserve(FillFile fill, long lengthBytes) {
    long bytes = Usage.onDisk(lengthBytes) + Usage.onDisk(1) - fill.reservedBytes();
    Optional<NotStored> refused = count(fill, Math.max(0, bytes));
    if (refused.isPresent() || lengthBytes < ALLOCATED_MIN_BYTES) {
      return refused;
    }
    boolean allocated =
        OwnDirectory.allocate(fill.file(), lengthBytes)
            || (free(Math.max(FREED_BYTES, lengthBytes))
                && OwnDirectory.allocate(fill.file(), lengthBytes));
    return allocated ? Optional.empty() : Optional.of(NO_SPACE);
  }

  /** Makes room for more bytes than were reserved. */
  Optional<NotStored> extend(FillFile fill, long missingBytes) {
    return count(fill, Usage.onDisk(Math.max(missingBytes, GROWTH_BYTES)));
  }

  private Optional<NotStored> count(FillFile fill, long bytes) {
    if (bytes + fill.reservedBytes() > bounds.sizeMaxBytes()) {
      return Optional.of(TOO_LARGE);
    }
    boolean goesOn = true;
    for (int tries = 0; tries < TRIES_MAX && goesOn; tries++) {
      long missingBytes = missingBytes(bytes);
      goesOn = missingBytes > 0 && free(missingBytes);
    }
    if (missingBytes(bytes) > 0 || !usage.tryReserve(bytes, bounds.sizeMaxBytes())) {
      return Optional.of(NO_SPACE);
    }
    fill.reserved(bytes);
    return Optional.empty();
  }

  /** How much is to be evicted before so much more may be stored; at most 0 if nothing is. */
  private long missingBytes(long bytes) {
    long overBytes = usage.bytes() + bytes - bounds.sizeMaxBytes();
    try {
      long freeBytes = Filesystem.Space.of(root).freeBytes();
      return Math.max(overBytes, bounds.freeMinBytes() + bytes - freeBytes);
    } catch (KernelException e) {
      return overBytes;
    }
  }

  /** Evicts what is over the bounds. */
  void trim() {
    long missingBytes = missingBytes(0);
    if (missingBytes > 0) {
      var _ = free(missingBytes);
    }
  }

  /** Evicts some objects, because the disk is full. Returns whether it found any. */
  boolean freeSome() {
    return free(FREED_BYTES);
  }

  private boolean free(long bytes) {
    return evictor.evict(Math.max(bytes, bounds.sizeMaxBytes() / FREED_SHARE)) > 0;
  }

  /** Writes all bytes; tries it once more after eviction if the disk is full. */
  Optional<NotStored> write(LinuxFile file, ByteBuffer direct, long offset) {
    ByteBuffer again = direct.duplicate();
    try {
      file.pwrite(direct, offset);
      return Optional.empty();
    } catch (IOException e) {
      if (!isFullDisk(e) || !freeSome()) {
        return Optional.of(notStored(e));
      }
    }
    try {
      file.pwrite(again, offset);
      direct.position(again.position());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(notStored(e));
    }
  }

  private static boolean isFullDisk(IOException e) {
    return e instanceof KernelException kernel && kernel.errno().isFullDisk();
  }

  static NotStored notStored(IOException e) {
    NotStored.Cause cause = isFullDisk(e) ? NotStored.Cause.NO_SPACE : NotStored.Cause.FAILED;
    return new NotStored(cause, Reason.of(e));
  }
}

package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.object.Evictor.Victims;
import dev.untorn.origin.object.evict.Deadline;
import dev.untorn.origin.object.evict.Headroom;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds room for bodies, within the bounds and on the disk, and evicts objects for it. Blocks;
 * thread-safe.
 */
final class StoreSpace implements AutoCloseable {
  /** A smaller body is written by the time it would be settled. */
  private static final long SETTLED_MIN_BYTES = 256 << 10;

  /** Bodies of unknown length get room in pieces of this size. */
  private static final long GROWTH_BYTES = 1 << 20;

  /** What is evicted at once when the disk says that it is full, or of what is over the bounds. */
  private static final long FREED_BYTES = 16 << 20;

  /** The part of the store that is evicted at least, because looking for the oldest takes long. */
  private static final int FREED_SHARE = 256;

  /** Others store at the same time, and an eviction may find more than was counted. */
  private static final int TRIES_MAX = 4;

  /** Only an object that is requested again may be larger, if others have to go for it. */
  private static final int LARGE_SHARE = 8;

  /** A fill is not stored if room for it takes longer: its client waits. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(2);

  private static final NotStored TOO_LARGE_FOR_ONE =
      new NotStored(NotStored.Cause.TOO_LARGE, "large, and requested for the first time");
  private static final NotStored TOO_LARGE =
      new NotStored(NotStored.Cause.TOO_LARGE, "larger than the store");
  private static final NotStored NO_SPACE =
      new NotStored(NotStored.Cause.NO_SPACE, "no space, and nothing unused to remove");

  private final StoreBounds bounds;
  private final Usage usage;
  private final Evictor evictor;
  private final LinuxFile root;
  private final Headroom headroom;

  StoreSpace(StoreBounds bounds, Usage usage, Evictor evictor, LinuxFile root) {
    this.bounds = bounds;
    this.usage = usage;
    this.evictor = evictor;
    this.root = root;
    this.headroom = new Headroom(usage, this::isTight, this::trim);
  }

  /**
   * Makes room for a fill's body and record. A large body that has room if unused objects go need
   * not wait for that: {@link #settle} does.
   */
  Optional<NotStored> reserve(FillFile fill, long lengthBytes) {
    if (lengthBytes > bounds.sizeMaxBytes()) {
      return Optional.of(TOO_LARGE); // An origin may say any number: sums of it could overflow.
    }
    long bytes = Math.max(0, Usage.onDisk(lengthBytes) + Usage.onDisk(1) - fill.reservedBytes());
    boolean isLarge = lengthBytes > bounds.sizeMaxBytes() / LARGE_SHARE;
    if (isLarge && !evictor.isRequestedAgain(fill.key())) {
      return count(fill, bytes, Victims.REQUESTED_ONCE)
          .map(refused -> refused.equals(NO_SPACE) ? TOO_LARGE_FOR_ONE : refused);
    }
    if (lengthBytes < SETTLED_MIN_BYTES || missingBytes(bytes, bytes) > evictor.unusedBytes()) {
      return count(fill, bytes, Victims.ANY);
    }
    if (bytes + fill.reservedBytes() > bounds.sizeMaxBytes()) {
      return Optional.of(TOO_LARGE);
    }
    reserved(fill, bytes);
    return Optional.empty();
  }

  /** Waits for the room of a large body, behind its first bytes, and allocates its blocks. */
  Optional<NotStored> settle(FillFile fill, long lengthBytes, long writtenBytes) {
    boolean settled =
        lengthBytes < SETTLED_MIN_BYTES
            || (isRoomFor(fill, lengthBytes - writtenBytes)
                && (OwnDirectory.allocate(fill.file(), lengthBytes)
                    || (free(Math.max(FREED_BYTES, lengthBytes)) > 0
                        && OwnDirectory.allocate(fill.file(), lengthBytes))));
    return settled ? Optional.empty() : Optional.of(NO_SPACE);
  }

  /**
   * Where the disk has the room, but its objects take long to evict, that goes on behind: it is too
   * late to send the body unstored.
   */
  private boolean isRoomFor(FillFile fill, long unwrittenBytes) {
    return makeRoom(0, unwrittenBytes, fill.reservedBytes(), Victims.ANY)
        || missingOnDisk(unwrittenBytes) <= 0;
  }

  /** Makes room for so many bytes, if less were reserved. */
  Optional<NotStored> extendTo(FillFile fill, long neededBytes) {
    long missingBytes = neededBytes - fill.reservedBytes();
    return missingBytes <= 0
        ? Optional.empty()
        : count(fill, Usage.onDisk(Math.max(missingBytes, GROWTH_BYTES)), Victims.ANY);
  }

  /** Whether a body would have room, if all others went. */
  Optional<NotStored> mayHave(long lengthBytes) {
    return lengthBytes > bounds.sizeMaxBytes() ? Optional.of(TOO_LARGE) : Optional.empty();
  }

  private Optional<NotStored> count(FillFile fill, long bytes, Victims victims) {
    if (bytes + fill.reservedBytes() > bounds.sizeMaxBytes()) {
      return Optional.of(TOO_LARGE);
    }
    if (!makeRoom(bytes, bytes, bytes, victims)) {
      return Optional.of(NO_SPACE);
    }
    reserved(fill, bytes);
    return Optional.empty();
  }

  /**
   * Evicts what is missing, but not much more than what a fill brings: a store that is far over a
   * new, smaller bound is trimmed behind, and grows no further.
   */
  private boolean makeRoom(
      long uncountedBytes, long unwrittenBytes, long broughtBytes, Victims victims) {
    Deadline deadline = Deadline.in(WAIT_MAX);
    long freedBytes = 0;
    long missingBytes = missingBytes(uncountedBytes, unwrittenBytes);
    for (int tries = 0;
        tries < TRIES_MAX && missingBytes > 0 && freedBytes < broughtBytes;
        tries++) {
      long bytes = Math.min(missingBytes, broughtBytes - freedBytes);
      freedBytes += evictor.evict(worthLooking(bytes), victims, deadline);
      missingBytes = missingBytes(uncountedBytes, unwrittenBytes);
    }
    return missingBytes <= 0 || freedBytes >= broughtBytes;
  }

  private void reserved(FillFile fill, long bytes) {
    usage.changeFills(bytes);
    fill.reserved(bytes);
    headroom.use();
  }

  /** How much is to be evicted before so much may come; at most 0 if nothing is. */
  private long missingBytes(long uncountedBytes, long unwrittenBytes) {
    long overBytes = usage.bytes() + uncountedBytes - bounds.sizeMaxBytes();
    return Math.max(overBytes, missingOnDisk(unwrittenBytes));
  }

  private long missingOnDisk(long unwrittenBytes) {
    try {
      return bounds.freeMinBytes() + unwrittenBytes - Filesystem.Space.of(root).freeBytes();
    } catch (KernelException e) {
      return 0; // Then writes tell.
    }
  }

  /**
   * Evicts a part of what is over the bounds, and of some more, so that the next fills need not
   * wait: nor for this. Returns whether it did; then there may be more.
   */
  boolean trim() {
    long missingBytes = missingBytes(headroom.bytes(), headroom.bytes());
    return missingBytes > 0 && free(Math.min(missingBytes, FREED_BYTES)) > 0;
  }

  /** Whether the next fills may have to wait for an eviction. */
  private boolean isTight() {
    return missingBytes(headroom.bytes() / 2, headroom.bytes() / 2) > 0;
  }

  /** Ends the eviction behind the fills. */
  @Override
  public void close() {
    headroom.close();
  }

  /** Writes something small. */
  interface Step<T> {
    T run() throws IOException;
  }

  /** Runs a step, once more after eviction if the disk is full. */
  <T> T run(Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (KernelException e) {
      if (e.errno().isFullDisk() && freeSome()) {
        return step.run();
      }
      throw e;
    }
  }

  /** Evicts some objects, because the disk is full. Returns whether it found any. */
  private boolean freeSome() {
    return free(FREED_BYTES) > 0;
  }

  private long free(long bytes) {
    return evictor.evict(worthLooking(bytes), Victims.ANY, Deadline.in(WAIT_MAX));
  }

  private long worthLooking(long bytes) {
    return Math.max(bytes, Math.min(bounds.sizeMaxBytes() / FREED_SHARE, FREED_BYTES));
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

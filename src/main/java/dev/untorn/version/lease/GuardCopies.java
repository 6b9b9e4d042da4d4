package dev.untorn.version.lease;

import dev.untorn.linux.file.FileCopy;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.PiecewiseCopy;
import dev.untorn.version.space.PrivateFile;
import dev.untorn.version.space.PrivateFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the private copies that replace leased files: clones where possible, else copies of the
 * whole version if the bounds allow, else of what is still needed. Thread-safe; blocks.
 */
public record GuardCopies(
    PrivateFiles files,
    Descriptors descriptors,
    long copyMaxBytes,
    long writerHoldNanos,
    StoreObserver observer) {
  private static final Logger LOG = LoggerFactory.getLogger(GuardCopies.class);

  /** A version unused for longer is not worth delaying a writer. */
  private static final long WANTED_FOR_NANOS = TimeUnit.SECONDS.toNanos(60);

  interface Way {
    Optional<GuardCopy> of(Guard guard) throws IOException;
  }

  /**
   * A copy for a writer who waits or will come soon; empty if nobody wants the version, or copying
   * failed. A clone that has to wait for dirty pages to be written is slower than a copy; so only
   * versions too large to copy wait for it.
   */
  Optional<GuardCopy> make(Guard guard) {
    return make(guard, wanted -> cloneOrCopy(wanted, wanted.sizeBytes() > copyMaxBytes));
  }

  /** A copy for many readers: a clone, if dirty pages reach the disk before a writer comes. */
  Optional<GuardCopy> promote(Guard guard) {
    return make(guard, wanted -> cloneOrCopy(wanted, true));
  }

  /** Makes a copy this way while a hold keeps the file open; empty if nobody wants one. */
  static Optional<GuardCopy> make(Guard guard, Way way) {
    try (Hold hold = guard.owner().holdUnused()) {
      return hold == null || !isWanted(guard) ? Optional.empty() : way.of(guard);
    } catch (IOException e) {
      LOG.warn("a leased version cannot be copied: {}", e.getMessage());
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      // A bug; a waiting writer must still get on soon.
      LOG.error("a leased version cannot be copied", e);
      return Optional.empty();
    }
  }

  private Optional<GuardCopy> cloneOrCopy(Guard guard, boolean mayWait) throws IOException {
    Optional<GuardCopy> made = clone(guard, () -> mayWait && mayGoOnWaiting(guard));
    return made.isPresent() ? made : copy(guard);
  }

  private boolean mayGoOnWaiting(Guard guard) {
    return !guard.isGivenUp(writerHoldNanos)
        && (!guard.lease().hasBroken() || guard.sizeBytes() > copyMaxBytes);
  }

  private static boolean isWanted(Guard guard) {
    return guard.neededFrom() < guard.sizeBytes()
        || System.nanoTime() - guard.owner().usedNanos() < WANTED_FOR_NANOS;
  }

  private Optional<GuardCopy> clone(Guard guard, BooleanSupplier mayWait) throws IOException {
    if (guard.replacement().isTemporary()) {
      return Optional.empty(); // The live file may be another version by now.
    }
    Stat stat = guard.file().stat();
    PrivateFile clone = files.clone(guard.file(), stat, mayWait);
    return clone == null
        ? Optional.empty()
        : made(
            clone,
            0,
            () ->
                clone.file().stat().sizeBytes() == guard.sizeBytes() && guard.isTrue(guard.file()));
  }

  private Optional<GuardCopy> copy(Guard guard) throws IOException {
    long sizeBytes = guard.sizeBytes();
    // While no writer waits, a copy delays nobody.
    long maxBytes = guard.lease().hasBroken() ? copyMaxBytes : Long.MAX_VALUE;
    long from = sizeBytes <= maxBytes ? 0 : guard.neededFrom();
    long copiedBytes = sizeBytes - from;
    if (copiedBytes == 0 || copiedBytes > maxBytes) {
      return Optional.empty();
    }
    PrivateFile copy = files.empty(copiedBytes);
    return copy == null ? Optional.empty() : made(copy, from, () -> fill(guard, copy, from));
  }

  private boolean fill(Guard guard, PrivateFile copy, long from) throws IOException {
    PiecewiseCopy.Target target =
        (source, offset, sizeBytes) -> FileCopy.copy(source, copy.file(), offset, sizeBytes);
    boolean good = fill(guard, target, from);
    if (good && !guard.replacement().isTemporary()) { // Staged versions are counted already.
      long bytes = guard.sizeBytes() - from;
      if (guard.lease().hasBroken()) {
        observer.copiedForWriter(bytes);
      } else {
        observer.promoted(bytes);
      }
    }
    return good;
  }

  /** Copies a guard's version from an offset to its end, unless it is given up. Blocks. */
  boolean fill(Guard guard, PiecewiseCopy.Target target, long from) throws IOException {
    PiecewiseCopy.Original original =
        new PiecewiseCopy.Original() {
          @Override
          public LinuxFile file() {
            return guard.replacement().or(guard.file());
          }

          @Override
          public boolean mayGoOn() {
            return !guard.isGivenUp(writerHoldNanos);
          }

          @Override
          public boolean isTrue(LinuxFile read) throws IOException {
            return guard.isTrue(read);
          }
        };
    return new PiecewiseCopy(original, target, from, guard.sizeBytes(), PiecewiseCopy.PIECE_BYTES)
            .all()
        == PiecewiseCopy.State.DONE;
  }

  private interface Check {
    boolean isGood() throws IOException;
  }

  /** Takes ownership of the copy. */
  private Optional<GuardCopy> made(PrivateFile copy, long from, Check check) throws IOException {
    boolean good = false;
    try {
      good = check.isGood();
    } finally {
      if (!good) {
        copy.close();
      }
    }
    if (!good) {
      return Optional.empty();
    }
    descriptors.takeCopy();
    return Optional.of(
        new GuardCopy(
            copy.file(),
            true,
            from,
            copy.kind(),
            () -> {
              copy.close();
              descriptors.letGoCopy();
            }));
  }
}

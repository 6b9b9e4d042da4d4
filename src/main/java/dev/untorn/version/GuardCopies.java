package dev.untorn.version;

import dev.untorn.config.StoreSettings;
import dev.untorn.linux.Anonymous;
import dev.untorn.linux.DirtyPages;
import dev.untorn.linux.FileCopy;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Stat;
import dev.untorn.version.StoreObserver.SealKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the private copies that take a leased file's place for good: clones where the filesystem
 * can, else copies, of the whole version if the bounds allow it, else of what is still needed.
 * Thread-safe; blocks.
 */
final class GuardCopies {
  private static final Logger LOG = LoggerFactory.getLogger(GuardCopies.class);

  /** Between two looks at the clock: a millisecond or two of copying in memory. */
  static final long PIECE_BYTES = 4 * 1024 * 1024;

  /** A version unused for longer is not worth a writer's wait. */
  private static final long WANTED_FOR_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Spool spool;
  private final Room room;
  private final Descriptors descriptors;
  private final List<CopySealer.Target> targets;
  private final Executor disposal;
  private final long copyMaxBytes;
  private final long writerHoldNanos;
  private final StoreObserver observer;

  GuardCopies(
      Spool spool,
      Room room,
      Descriptors descriptors,
      Executor disposal,
      StoreSettings settings,
      long writerHoldNanos,
      StoreObserver observer) {
    this.spool = spool;
    this.room = room;
    this.descriptors = descriptors;
    this.targets = List.of(CopyTargets.onDisk(spool, room), CopyTargets.inMemory(room));
    this.disposal = disposal;
    this.copyMaxBytes = settings.breakCopy().bytes();
    this.writerHoldNanos = writerHoldNanos;
    this.observer = observer;
  }

  /** One way to make a copy. */
  interface Way {
    Optional<GuardCopy> of(Guard guard) throws IOException;
  }

  /**
   * A copy for the sake of a writer, who waits or will come soon, of a version that somebody wants;
   * empty if none can or need be made. Not a clone where that waits for a disk: to copy what is
   * dirty, and so in memory, takes less time. But what is too large to be copied is cloned.
   */
  Optional<GuardCopy> make(Guard guard) {
    return make(guard, wanted -> cloneOrCopy(wanted, wanted.sizeBytes() > copyMaxBytes));
  }

  /** A copy for the sake of many who read; a clone, if the disk has all before a writer comes. */
  Optional<GuardCopy> promote(Guard guard) {
    return make(guard, wanted -> cloneOrCopy(wanted, true));
  }

  /** A copy made in this way while the file cannot be closed; empty if nobody wants one. */
  static Optional<GuardCopy> make(Guard guard, Way way) {
    try (Hold hold = guard.owner().holdUnused()) {
      return hold == null || !isWanted(guard) ? Optional.empty() : way.of(guard);
    } catch (IOException e) {
      LOG.warn("a leased version cannot be copied: {}", e.getMessage());
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      // A bug; but a writer may wait, and must not for long.
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
        && (!guard.held().hasBroken() || guard.sizeBytes() > copyMaxBytes);
  }

  private static boolean isWanted(Guard guard) {
    return guard.neededFrom() < guard.sizeBytes()
        || System.nanoTime() - guard.owner().usedNanos() < WANTED_FOR_NANOS;
  }

  private Optional<GuardCopy> clone(Guard guard, BooleanSupplier mayWait) throws IOException {
    Stat stat = guard.file().stat();
    long sizeBytes = guard.sizeBytes();
    if (guard.isStaged() || !spool.mayClone(stat.device()) || !room.onDisk(sizeBytes)) {
      return Optional.empty();
    }
    Optional<LinuxFile> clone = Optional.empty();
    try {
      if (DirtyPages.write(guard.file(), stat, mayWait)) {
        clone = spool.clone(guard.file(), stat.device());
      }
      if (clone.isPresent()
          && clone.get().stat().sizeBytes() == sizeBytes
          && guard.isTrue(guard.file())) {
        LinuxFile file = clone.get();
        clone = Optional.empty();
        return Optional.of(made(file, 0, SealKind.CLONE, () -> room.leaveDisk(sizeBytes)));
      }
      room.leaveDisk(sizeBytes);
      return Optional.empty();
    } finally {
      clone.ifPresent(LinuxFile::close);
    }
  }

  private Optional<GuardCopy> copy(Guard guard) throws IOException {
    long sizeBytes = guard.sizeBytes();
    // While no writer waits, a copy takes no time of anybody's.
    long maxBytes = guard.held().hasBroken() ? copyMaxBytes : Long.MAX_VALUE;
    long from = sizeBytes <= maxBytes ? 0 : guard.neededFrom();
    long copiedBytes = sizeBytes - from;
    if (copiedBytes == 0 || copiedBytes > maxBytes) {
      return Optional.empty();
    }
    for (CopySealer.Target target : targets) {
      LinuxFile file = target.open(copiedBytes);
      if (file != null) {
        return filled(guard, file, from, target);
      }
    }
    return Optional.empty();
  }

  private Optional<GuardCopy> filled(
      Guard guard, LinuxFile file, long from, CopySealer.Target target) throws IOException {
    long copiedBytes = guard.sizeBytes() - from;
    boolean good = false;
    try {
      good = fill(guard, file, from);
      if (!good) {
        return Optional.empty();
      }
      if (target.kind() == SealKind.MEMFD) {
        Anonymous.seal(file);
      }
      count(guard, copiedBytes);
      return Optional.of(made(file, from, target.kind(), () -> target.leave(copiedBytes)));
    } finally {
      if (!good) {
        file.close();
        target.leave(copiedBytes);
      }
    }
  }

  private void count(Guard guard, long bytes) {
    if (guard.isStaged()) {
      return; // Counted when it was read.
    }
    if (guard.held().hasBroken()) {
      observer.copiedForWriter(bytes);
    } else {
      observer.promoted(bytes);
    }
  }

  private boolean fill(Guard guard, LinuxFile file, long from) throws IOException {
    for (long at = from; at < guard.sizeBytes(); ) {
      long piece = Math.min(PIECE_BYTES, guard.sizeBytes() - at);
      LinuxFile source = guard.source();
      long copied = FileCopy.copy(source, file, at, piece);
      if (copied == 0 || guard.isGivenUp(writerHoldNanos)) {
        return false;
      }
      if (guard.isTrue(source)) {
        at += copied;
      } else if (guard.source() == source) {
        return false;
      }
    }
    return file.stat().sizeBytes() == guard.sizeBytes();
  }

  private GuardCopy made(LinuxFile file, long from, SealKind kind, Runnable leave) {
    descriptors.takeCopy();
    return new GuardCopy(
        file,
        true,
        from,
        kind,
        () -> {
          leave.run();
          descriptors.letGoCopy();
          disposal.execute(file::close);
        });
  }
}

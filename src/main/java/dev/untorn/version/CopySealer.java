package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Errno;
import dev.untorn.linux.FileCopy;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.StoreObserver.SealKind;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies into a private file, and publishes the version before the copy is complete: its beginning
 * can be sent while the rest is copied, its end only once the seal is proved.
 */
final class CopySealer implements Sealer {
  private static final Logger LOG = LoggerFactory.getLogger(CopySealer.class);

  /** Small, so that the first bytes can leave at once. */
  private static final long FIRST_PIECE_BYTES = 256 * 1024;

  /** Between two looks at waiting writers: a millisecond or two of copying in memory. */
  private static final long PIECE_BYTES = 4 * 1024 * 1024;

  /** Where a copy goes: on a disk or in memory. */
  interface Target {
    /** An empty file with room, already charged to its budget; null when there is none. */
    @Nullable LinuxFile open(long sizeBytes);

    /** Gives the room back. */
    void leave(long sizeBytes);

    SealKind kind();
  }

  private final Target target;
  private final Executor disposal;
  private final StoreObserver observer;
  private final BooleanSupplier ending;

  /**
   * A sealer.
   *
   * @param disposal closes what is no longer used: giving gigabytes of blocks back takes seconds,
   *     and the last hold may end on an event loop
   * @param ending whether nobody wants the copies any more that are under way
   */
  CopySealer(Target target, Executor disposal, StoreObserver observer, BooleanSupplier ending) {
    this.target = target;
    this.disposal = disposal;
    this.observer = observer;
    this.ending = ending;
  }

  @Override
  public Outcome seal(Taking taking) {
    long sizeBytes = taking.stat().sizeBytes();
    LinuxFile copy = target.open(sizeBytes);
    if (copy == null) {
      return Outcome.DECLINED;
    }
    Seal seal = new Seal();
    LinuxFile source = taking.source().file();
    Proof proof = taking.watch().isLeased() ? Proof.LEASED : Proof.UNPROVEN;
    Entry entry =
        taking.version(
            new Body.Sealed(copy, seal, source),
            proof,
            () -> {
              target.leave(sizeBytes);
              disposal.execute(() -> {
                copy.close();
                source.close();
              });
            });
    // Not yet handed out, so nobody can have freed it.
    try (Hold _ = Objects.requireNonNull(entry.hold(System.nanoTime()))) {
      taking.publish(entry);
      fill(taking, copy, seal, proof);
      taking.watch().close();
    }
    return Outcome.PUBLISHED;
  }

  private void fill(Taking taking, LinuxFile copy, Seal seal, Proof proof) {
    Seal.State end = Seal.State.BROKEN;
    try {
      long sizeBytes = taking.stat().sizeBytes();
      if (!copyAll(taking, copy, seal)) {
        return;
      }
      if (target.kind() == SealKind.MEMFD) {
        Anonymous.seal(copy);
      }
      observer.sealed(target.kind(), proof, sizeBytes, taking.elapsedNanos());
      end = Seal.State.PROVED;
    } catch (IOException e) {
      observer.sealBroken(target.kind(), SealFailure.FAILED);
      LOG.warn("a private copy of {} failed: {}", taking.source().name(), remedy(e));
    } finally {
      seal.finish(end);
    }
  }

  private boolean copyAll(Taking taking, LinuxFile copy, Seal seal) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    long at = 0;
    while (at < sizeBytes) {
      long piece = Math.min(at == 0 ? FIRST_PIECE_BYTES : PIECE_BYTES, sizeBytes - at);
      long copied = FileCopy.copy(taking.source().file(), copy, at, piece);
      if (copied == 0) {
        return broken(SealFailure.CHANGED);
      }
      at += copied;
      if (ending.getAsBoolean()) {
        return false;
      }
      if (!taking.watch().mayGoOn()) {
        return broken(SealFailure.WRITER_WAITED);
      }
      seal.advance(at);
    }
    return (taking.isUnchanged() && taking.watch().letGo()) || broken(SealFailure.CHANGED);
  }

  private boolean broken(SealFailure why) {
    observer.sealBroken(target.kind(), why);
    return false;
  }

  private static String remedy(IOException e) {
    return e instanceof KernelException kernel && kernel.errno() == Errno.ENOSPC
        ? "the spool is full: free space there, or point store.spool elsewhere"
        : String.valueOf(e.getMessage());
  }
}

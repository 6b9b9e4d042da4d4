package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Errno;
import dev.untorn.linux.FileCopy;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.text.PathBytes;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.StoreObserver.SealKind;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private copy, slice by slice, mostly of a published version. Owns the lease until it is over.
 * One thread at a time.
 */
final class Copying implements Turns.Rest {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  /** Small, so that the first bytes can leave at once. */
  private static final long FIRST_SLICE_BYTES = 256 * 1024;

  /** Between two looks at waiting writers and copies: a millisecond or two of copying in memory. */
  private static final long SLICE_BYTES = 4 * 1024 * 1024;

  private final Taking taking;
  private final Body.Sealed body;
  private final Runnable over;
  private final SealKind kind;
  private final StoreObserver observer;
  private final BooleanSupplier ending;
  private final long sizeBytes;
  private long at;

  /**
   * One not begun.
   *
   * @param over run once it is over and the lease released, however it ended
   */
  Copying(
      Taking taking,
      Body.Sealed body,
      Runnable over,
      SealKind kind,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.taking = taking;
    this.body = body;
    this.over = over;
    this.kind = kind;
    this.observer = observer;
    this.ending = ending;
    this.sizeBytes = taking.stat().sizeBytes();
  }

  @Override
  public boolean isUrgent() {
    return taking.watch().writerWaits();
  }

  @Override
  public boolean goOn() {
    Seal.State state = Seal.State.BROKEN;
    try {
      state = slice();
    } catch (IOException e) {
      observer.sealBroken(kind, SealFailure.FAILED);
      LOG.warn(
          "a private copy of {} failed: {}", PathBytes.text(taking.source().name()), remedy(e));
    } finally {
      if (state != Seal.State.COPYING) {
        finish(state);
      }
    }
    return state == Seal.State.COPYING;
  }

  private Seal.State slice() throws IOException {
    if (at < sizeBytes) {
      long slice = Math.min(at == 0 ? FIRST_SLICE_BYTES : SLICE_BYTES, sizeBytes - at);
      long copied = FileCopy.copy(taking.source().file(), body.file(), at, slice);
      if (copied == 0) {
        return broken(SealFailure.CHANGED);
      }
      at += copied;
      if (ending.getAsBoolean()) {
        return Seal.State.BROKEN;
      }
      if (!taking.watch().mayGoOn()) {
        return broken(SealFailure.WRITER_WAITED);
      }
      body.seal().advance(at);
    }
    return at < sizeBytes ? Seal.State.COPYING : proved();
  }

  private Seal.State proved() throws IOException {
    if (!taking.isUnchanged() || !taking.watch().letGo()) {
      return broken(SealFailure.CHANGED);
    }
    LinuxFile copy = body.file();
    if (kind == SealKind.MEMFD) {
      Anonymous.seal(copy);
    }
    observer.sealed(kind, taking.proofOfCopy(), sizeBytes, taking.elapsedNanos());
    return Seal.State.PROVED;
  }

  private Seal.State broken(SealFailure why) {
    observer.sealBroken(kind, why);
    return Seal.State.BROKEN;
  }

  private void finish(Seal.State end) {
    try {
      body.seal().finish(end);
    } finally {
      taking.watch().close();
      over.run();
    }
  }

  private static String remedy(IOException e) {
    return e instanceof KernelException kernel && kernel.errno() == Errno.ENOSPC
        ? "the spool is full: free space there, or point store.spool elsewhere"
        : String.valueOf(e.getMessage());
  }
}

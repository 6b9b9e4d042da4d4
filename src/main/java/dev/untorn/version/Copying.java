package dev.untorn.version;

import dev.untorn.linux.Errno;
import dev.untorn.linux.FileCopy;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.text.PathBytes;
import dev.untorn.version.StoreObserver.SealFailure;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private copy, slice by slice, mostly of a published version. Owns the lease until it is over.
 * One thread at a time.
 */
final class Copying implements Turns.Rest, PiecewiseCopy.Original {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  /** Small, so that the first bytes can leave at once. */
  private static final long FIRST_PIECE_BYTES = 256 * 1024;

  private final Taking taking;
  private final PrivateFile copy;
  private final Seal seal;
  private final Runnable over;
  private final StoreObserver observer;
  private final BooleanSupplier ending;
  private final PiecewiseCopy pieces;

  /**
   * One not begun.
   *
   * @param over run once it is over and the lease released, however it ended
   */
  Copying(
      Taking taking,
      PrivateFile copy,
      Seal seal,
      Runnable over,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.taking = taking;
    this.copy = copy;
    this.seal = seal;
    this.over = over;
    this.observer = observer;
    this.ending = ending;
    this.pieces =
        new PiecewiseCopy(
            this,
            (from, offset, sizeBytes) -> FileCopy.copy(from, copy.file(), offset, sizeBytes),
            0,
            taking.stat().sizeBytes(),
            FIRST_PIECE_BYTES);
  }

  @Override
  public LinuxFile file() {
    return taking.source().file();
  }

  @Override
  public boolean mayGoOn() {
    return taking.mayGoOn();
  }

  /** Known in the end alone. */
  @Override
  public boolean isTrue(LinuxFile read) {
    return true;
  }

  @Override
  public boolean isUrgent() {
    return taking.writerWaits();
  }

  @Override
  public boolean goOn() {
    Seal.State state = Seal.State.BROKEN;
    try {
      state = piece();
    } catch (IOException e) {
      observer.sealBroken(copy.kind(), SealFailure.FAILED);
      LOG.warn(
          "a private copy of {} failed: {}", PathBytes.text(taking.source().name()), remedy(e));
    } finally {
      if (state != Seal.State.COPYING) {
        finish(state);
      }
    }
    return state == Seal.State.COPYING;
  }

  private Seal.State piece() throws IOException {
    return switch (pieces.next()) {
      case UNDER_WAY -> {
        seal.advance(pieces.copiedUntil());
        yield Seal.State.COPYING;
      }
      case DONE -> {
        seal.advance(pieces.copiedUntil());
        yield proved();
      }
      case GIVEN_UP ->
          ending.getAsBoolean() ? Seal.State.BROKEN : broken(SealFailure.WRITER_WAITED);
      case CHANGED -> broken(SealFailure.CHANGED);
    };
  }

  private Seal.State proved() throws IOException {
    if (!taking.isUnchanged() || !taking.letGo()) {
      return broken(SealFailure.CHANGED);
    }
    long sizeBytes = taking.stat().sizeBytes();
    observer.sealed(copy.kind(), taking.proofOfCopy(), sizeBytes, taking.elapsedNanos());
    return Seal.State.PROVED;
  }

  private Seal.State broken(SealFailure why) {
    observer.sealBroken(copy.kind(), why);
    return Seal.State.BROKEN;
  }

  private void finish(Seal.State end) {
    try {
      seal.finish(end);
    } finally {
      var _ = taking.letGo();
      over.run();
    }
  }

  private static String remedy(IOException e) {
    return e instanceof KernelException kernel && kernel.errno() == Errno.ENOSPC
        ? "the spool is full: free space there, or point store.spool elsewhere"
        : String.valueOf(e.getMessage());
  }
}

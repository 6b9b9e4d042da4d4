package dev.untorn.version.snapshot;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.FileCopy;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.text.PathBytes;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.space.PiecewiseCopy;
import dev.untorn.version.space.PrivateFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A private copy made in slices. Owns the lease until its end. One thread at a time. */
final class Copying implements CopyScheduler.CopyTask, PiecewiseCopy.Original {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  /** Small, so that clients get the first bytes at once. */
  private static final long FIRST_PIECE_BYTES = 256 * 1024;

  private final SnapshotAttempt attempt;
  private final PrivateFile copy;
  private final CopyProgress progress;
  private final Runnable over;
  private final StoreObserver observer;
  private final PiecewiseCopy pieces;

  /** Runs {@code over} once the lease is released, however the copy ended. */
  Copying(
      SnapshotAttempt attempt,
      PrivateFile copy,
      CopyProgress progress,
      Runnable over,
      StoreObserver observer) {
    this.attempt = attempt;
    this.copy = copy;
    this.progress = progress;
    this.over = over;
    this.observer = observer;
    this.pieces =
        new PiecewiseCopy(
            this,
            (from, offset, sizeBytes) -> FileCopy.copy(from, copy.file(), offset, sizeBytes),
            0,
            attempt.stat().sizeBytes(),
            FIRST_PIECE_BYTES);
  }

  @Override
  public LinuxFile file() {
    return attempt.source().file();
  }

  @Override
  public boolean mayGoOn() {
    return attempt.mayGoOn();
  }

  /** Checked only at the end. */
  @Override
  public boolean isTrue(LinuxFile read) {
    return true;
  }

  @Override
  public boolean isUrgent() {
    return attempt.writerWaits();
  }

  @Override
  public boolean goOn() {
    CopyProgress.State state = CopyProgress.State.BROKEN;
    try {
      state = piece();
    } catch (IOException e) {
      observer.sealBroken(copy.kind(), SealFailure.FAILED);
      LOG.warn(
          "a private copy of {} failed: {}", PathBytes.text(attempt.source().name()), remedy(e));
    } finally {
      if (state != CopyProgress.State.COPYING) {
        finish(state);
      }
    }
    return state == CopyProgress.State.COPYING;
  }

  private CopyProgress.State piece() throws IOException {
    return switch (pieces.next()) {
      case UNDER_WAY -> {
        progress.advance(pieces.copiedUntil());
        yield CopyProgress.State.COPYING;
      }
      case DONE -> {
        progress.advance(pieces.copiedUntil());
        yield proved();
      }
      case GIVEN_UP ->
          attempt.ending().getAsBoolean()
              ? CopyProgress.State.BROKEN
              : broken(SealFailure.WRITER_WAITED);
      case CHANGED -> broken(SealFailure.CHANGED);
    };
  }

  private CopyProgress.State proved() throws IOException {
    if (!attempt.isUnchanged() || !attempt.letGo()) {
      return broken(SealFailure.CHANGED);
    }
    long sizeBytes = attempt.stat().sizeBytes();
    observer.sealed(copy.kind(), attempt.proofOfCopy(), sizeBytes, attempt.elapsedNanos());
    return CopyProgress.State.PROVED;
  }

  private CopyProgress.State broken(SealFailure why) {
    observer.sealBroken(copy.kind(), why);
    return CopyProgress.State.BROKEN;
  }

  private void finish(CopyProgress.State end) {
    try {
      progress.finish(end);
    } finally {
      var _ = attempt.letGo();
      over.run();
    }
  }

  private static String remedy(IOException e) {
    return e instanceof KernelException kernel && kernel.errno() == Errno.ENOSPC
        ? "the spool is full: free space there, or point store.spool elsewhere"
        : String.valueOf(e.getMessage());
  }
}

package dev.untorn.version.lease;

import dev.untorn.version.Hold;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.StoreObserver.SealKind;
import dev.untorn.version.space.PrivateFiles;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads large versions for which a writer waits into memory, so that it may go on before they are
 * where they stay. Not needed where a clone is made at once. Thread-safe; blocks.
 */
public record WriterStaging(
    PrivateFiles files,
    StagingPool pool,
    long copyMaxBytes,
    long writerHoldNanos,
    StoreObserver observer)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriterStaging.class);

  /** A writer waits for a copy of less for a millisecond or two: nothing is done in advance. */
  public static final long LARGE_BYTES = 4 * 1024 * 1024;

  /**
   * A version in memory, whole, for as long as it takes to copy it elsewhere; empty if there is no
   * such memory for it, or no need.
   */
  Optional<GuardCopy> stage(Guard guard) {
    long sizeBytes = guard.sizeBytes();
    return sizeBytes < LARGE_BYTES || sizeBytes > copyMaxBytes
        ? Optional.empty()
        : GuardCopies.make(guard, this::staged);
  }

  private Optional<GuardCopy> staged(Guard guard) throws IOException {
    if (clonesAtOnce(guard)) {
      return Optional.empty();
    }
    StagingPool.Stage stage = pool.take(guard.sizeBytes());
    if (stage == null) {
      return Optional.empty();
    }
    boolean good = false;
    try {
      good = GuardCopies.fill(guard, stage.memory()::fill, 0, writerHoldNanos);
    } finally {
      if (!good) {
        pool.giveBack(stage);
      }
    }
    if (!good) {
      return Optional.empty();
    }
    observer.copiedForWriter(guard.sizeBytes());
    return Optional.of(
        new GuardCopy(stage.memory().file(), false, 0, SealKind.MEMFD, () -> pool.giveBack(stage)));
  }

  private boolean clonesAtOnce(Guard guard) throws IOException {
    return files.clonesAtOnce(guard.file(), guard.file().stat());
  }

  /** Does in advance what can be done for the next copy of a guard of this kind. */
  void prepare(Guard guard) {
    try (Hold hold = guard.owner().holdUnused()) {
      if (hold != null && !clonesAtOnce(guard)) {
        pool.prepare(guard.sizeBytes());
      }
    } catch (IOException e) {
      LOG.debug("nothing can be prepared", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

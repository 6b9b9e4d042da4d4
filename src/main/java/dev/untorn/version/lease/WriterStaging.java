package dev.untorn.version.lease;

import dev.untorn.version.Hold;
import dev.untorn.version.StoreObserver.SealKind;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads large versions into memory, so that a waiting writer may continue before they are copied to
 * their final place. Not needed where clones are instant. Thread-safe; blocks.
 */
public record WriterStaging(GuardCopies copies, StagingPool pool) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriterStaging.class);

  /** Smaller copies take a millisecond or two: they are not staged. */
  public static final long LARGE_BYTES = 4 * 1024 * 1024;

  /** A temporary whole copy in memory; empty if no stage is ready, or none is needed. */
  Optional<GuardCopy> stage(Guard guard) {
    long sizeBytes = guard.sizeBytes();
    return sizeBytes < LARGE_BYTES || sizeBytes > copies.copyMaxBytes()
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
      good = copies.fill(guard, stage.memory()::fill, 0);
    } finally {
      if (!good) {
        pool.giveBack(stage);
      }
    }
    if (!good) {
      return Optional.empty();
    }
    copies.observer().copiedForWriter(guard.sizeBytes());
    return Optional.of(
        new GuardCopy(stage.memory().file(), false, 0, SealKind.MEMFD, () -> pool.giveBack(stage)));
  }

  private boolean clonesAtOnce(Guard guard) throws IOException {
    return copies.files().clonesAtOnce(guard.file(), guard.file().stat());
  }

  /** Readies memory for the next copy of a guard of this size. */
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

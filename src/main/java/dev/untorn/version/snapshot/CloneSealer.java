package dev.untorn.version.snapshot;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.PrivateFile;
import dev.untorn.version.space.PrivateFiles;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Shares the file's extents with an unnamed file, where the filesystem can: microseconds, once all
 * is on the disk.
 */
public final class CloneSealer implements Sealer {
  private final PrivateFiles files;
  private final boolean onlyAtOnce;
  private final Executor disposal;
  private final StoreObserver observer;

  /**
   * A sealer.
   *
   * @param onlyAtOnce whether to decline what must be written to its disk first
   * @param disposal closes the sources of what is no longer used
   */
  public CloneSealer(
      PrivateFiles files, boolean onlyAtOnce, Executor disposal, StoreObserver observer) {
    this.files = files;
    this.onlyAtOnce = onlyAtOnce;
    this.disposal = disposal;
    this.observer = observer;
  }

  @Override
  public Prospect prospect(OpenFile source) {
    return files.mayClone(source.stat()) ? Prospect.MAY_WAIT : Prospect.NONE;
  }

  @Override
  public Outcome seal(SnapshotAttempt snapshotAttempt) throws IOException {
    LinuxFile source = snapshotAttempt.source().file();
    if (onlyAtOnce && !files.clonesAtOnce(source, snapshotAttempt.stat())) {
      return Outcome.DECLINED;
    }
    PrivateFile clone =
        files.clone(source, snapshotAttempt.stat(), snapshotAttempt::mayGoOnWaiting);
    if (clone == null) {
      return snapshotAttempt.mayGoOnWaiting() ? Outcome.DECLINED : snapshotAttempt.changed();
    }
    boolean published = false;
    try {
      if (clone.file().stat().sizeBytes() != snapshotAttempt.stat().sizeBytes()
          || !(snapshotAttempt.isWritten() || snapshotAttempt.isUnchanged())
          || !snapshotAttempt.letGo()) {
        return Outcome.CHANGED;
      }
      publish(snapshotAttempt, clone);
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        clone.close();
      }
    }
  }

  private void publish(SnapshotAttempt snapshotAttempt, PrivateFile clone) throws IOException {
    long sizeBytes = snapshotAttempt.stat().sizeBytes();
    LinuxFile source = snapshotAttempt.source().file();
    Proof proof = snapshotAttempt.proofOfClone();
    observer.sealed(clone.kind(), proof, sizeBytes, snapshotAttempt.elapsedNanos());
    snapshotAttempt.publish(
        new Body.Sealed(clone.file(), CopyProgress.proved(sizeBytes), source),
        proof,
        () -> {
          clone.close();
          disposal.execute(source::close);
        });
  }
}

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

/**
 * Shares the file's extents with an unnamed file: takes microseconds once all pages are on disk;
 * {@code onlyAtOnce} declines files with dirty pages.
 */
public record CloneSealer(PrivateFiles files, boolean onlyAtOnce, StoreObserver observer)
    implements Sealer {
  @Override
  public Prospect prospect(OpenFile source) {
    return files.mayClone(source.stat()) ? Prospect.MAY_WAIT : Prospect.NONE;
  }

  @Override
  public Outcome seal(SnapshotAttempt attempt) throws IOException {
    LinuxFile source = attempt.source().file();
    if (onlyAtOnce && !files.clonesAtOnce(source, attempt.stat())) {
      return Outcome.DECLINED;
    }
    PrivateFile clone = files.clone(source, attempt.stat(), attempt::mayGoOnWaiting);
    if (clone == null) {
      return attempt.mayGoOnWaiting() ? Outcome.DECLINED : attempt.changed();
    }
    long sizeBytes = attempt.stat().sizeBytes();
    boolean published = false;
    try {
      if (clone.file().stat().sizeBytes() != sizeBytes
          || !(attempt.written() || attempt.isUnchanged())
          || !attempt.letGo()) {
        return Outcome.CHANGED;
      }
      Proof proof = attempt.proofOfClone();
      observer.sealed(clone.kind(), proof, sizeBytes, attempt.elapsedNanos());
      attempt.publish(
          new Body.Sealed(clone.file(), CopyProgress.proved(sizeBytes), source),
          proof,
          () -> {
            clone.close();
            files.disposal().execute(source::close);
          });
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        clone.close();
      }
    }
  }
}

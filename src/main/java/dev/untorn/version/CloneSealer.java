package dev.untorn.version;

import dev.untorn.linux.LinuxFile;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Shares the file's extents with an unnamed file, where the filesystem can: microseconds, once all
 * is on the disk.
 */
final class CloneSealer implements Sealer {
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
  CloneSealer(PrivateFiles files, boolean onlyAtOnce, Executor disposal, StoreObserver observer) {
    this.files = files;
    this.onlyAtOnce = onlyAtOnce;
    this.disposal = disposal;
    this.observer = observer;
  }

  @Override
  public Prospect prospect(Source source) {
    return files.mayClone(source.stat()) ? Prospect.MAY_WAIT : Prospect.NONE;
  }

  @Override
  public Outcome seal(Taking taking) throws IOException {
    LinuxFile source = taking.source().file();
    if (onlyAtOnce && !files.clonesAtOnce(source, taking.stat())) {
      return Outcome.DECLINED;
    }
    PrivateFile clone = files.clone(source, taking.stat(), taking::mayGoOnWaiting);
    if (clone == null) {
      return taking.mayGoOnWaiting() ? Outcome.DECLINED : taking.changed();
    }
    boolean published = false;
    try {
      if (clone.file().stat().sizeBytes() != taking.stat().sizeBytes()
          || !(taking.isWritten() || taking.isUnchanged())
          || !taking.letGo()) {
        return Outcome.CHANGED;
      }
      publish(taking, clone);
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        clone.close();
      }
    }
  }

  private void publish(Taking taking, PrivateFile clone) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    LinuxFile source = taking.source().file();
    Proof proof = taking.proofOfClone();
    observer.sealed(clone.kind(), proof, sizeBytes, taking.elapsedNanos());
    taking.publish(
        new Body.Sealed(clone.file(), Seal.proved(sizeBytes), source),
        proof,
        () -> {
          clone.close();
          disposal.execute(source::close);
        });
  }
}

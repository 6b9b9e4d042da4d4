package dev.untorn.version;

import dev.untorn.linux.DirtyPages;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Stat;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Shares the file's extents with an unnamed file, where the filesystem can: microseconds, once all
 * is on the disk.
 */
final class CloneSealer implements Sealer {
  private final Spool spool;
  private final Room room;
  private final boolean onlyAtOnce;
  private final Executor disposal;
  private final StoreObserver observer;

  /**
   * A sealer.
   *
   * @param onlyAtOnce whether to decline what must be written to its disk first
   * @param disposal closes what is no longer used, as for {@link CopySealer}
   */
  CloneSealer(
      Spool spool, Room room, boolean onlyAtOnce, Executor disposal, StoreObserver observer) {
    this.spool = spool;
    this.room = room;
    this.onlyAtOnce = onlyAtOnce;
    this.disposal = disposal;
    this.observer = observer;
  }

  @Override
  public Prospect prospect(Source source) {
    return spool.mayClone(source.stat().device()) ? Prospect.MAY_WAIT : Prospect.NONE;
  }

  @Override
  public Outcome seal(Taking taking) throws IOException {
    LinuxFile source = taking.source().file();
    Stat stat = taking.stat();
    long sizeBytes = stat.sizeBytes();
    boolean applies = onlyAtOnce ? spool.clonesAtOnce(source, stat) : spool.mayClone(stat.device());
    if (!applies || !room.onDisk(sizeBytes)) {
      return Outcome.DECLINED;
    }
    Optional<LinuxFile> clone = Optional.empty();
    boolean published = false;
    try {
      if (!onlyAtOnce && !DirtyPages.write(source, stat, taking::mayGoOnWaiting)) {
        return taking.changed();
      }
      clone = spool.clone(source, stat.device());
      if (clone.isEmpty()) {
        return Outcome.DECLINED;
      }
      if (clone.get().stat().sizeBytes() != sizeBytes
          || !(taking.isWritten() || taking.isUnchanged())
          || !taking.watch().letGo()) {
        return Outcome.CHANGED;
      }
      publish(taking, clone.get());
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        clone.ifPresent(LinuxFile::close);
        room.leaveDisk(sizeBytes);
      }
    }
  }

  private void publish(Taking taking, LinuxFile clone) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    LinuxFile source = taking.source().file();
    Proof proof = taking.proofOfClone();
    observer.sealed(StoreObserver.SealKind.CLONE, proof, sizeBytes, taking.elapsedNanos());
    taking.publish(
        new Body.Sealed(clone, Seal.proved(sizeBytes), source),
        proof,
        () -> {
          room.leaveDisk(sizeBytes);
          disposal.execute(() -> {
            clone.close();
            source.close();
          });
        });
  }
}

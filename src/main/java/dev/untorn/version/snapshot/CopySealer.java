package dev.untorn.version.snapshot;

import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.OpenFile;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.PrivateFile;
import dev.untorn.version.space.PrivateFiles;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Copies into a private file, and publishes the version before the copy is complete: its beginning
 * can be sent while the rest is copied, its end only once the seal is proved. A version whose tag
 * is made of its content is published when its copy is complete: its head needs the tag.
 */
final class CopySealer implements Sealer {
  private final PrivateFiles files;
  private final CopyScheduler copyScheduler;
  private final Executor disposal;
  private final StoreObserver observer;
  private final BooleanSupplier ending;

  /**
   * A sealer.
   *
   * @param copyScheduler for what is left of a copy after its first piece
   * @param disposal closes the sources of what is no longer used
   * @param ending whether nobody wants the copies any more that are under way
   */
  CopySealer(
      PrivateFiles files,
      CopyScheduler copyScheduler,
      Executor disposal,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.files = files;
    this.copyScheduler = copyScheduler;
    this.disposal = disposal;
    this.observer = observer;
    this.ending = ending;
  }

  @Override
  public Prospect prospect(OpenFile source) {
    return Prospect.MAY_WAIT;
  }

  @Override
  public Outcome seal(SnapshotAttempt snapshotAttempt) throws IOException {
    PrivateFile copy = files.empty(snapshotAttempt.stat().sizeBytes());
    if (copy == null) {
      return Outcome.DECLINED;
    }
    if (!snapshotAttempt.mayGoOn()) {
      copy.close(); // To have it made took longer than a writer waits: the copy would be in vain.
      return snapshotAttempt.changed();
    }
    return snapshotAttempt.needsContent()
        ? whole(snapshotAttempt, copy)
        : begun(snapshotAttempt, copy);
  }

  private Outcome begun(SnapshotAttempt snapshotAttempt, PrivateFile copy) {
    CopyProgress copyProgress = new CopyProgress();
    Entry entry =
        snapshotAttempt.version(
            body(snapshotAttempt, copy, copyProgress),
            snapshotAttempt.proofOfCopy(),
            free(snapshotAttempt, copy));
    // Not yet handed out, so nobody can have freed it.
    Hold hold = Objects.requireNonNull(entry.hold(System.nanoTime()));
    Copying copying =
        new Copying(snapshotAttempt, copy, copyProgress, hold::close, observer, ending);
    snapshotAttempt.publish(entry);
    if (copying.goOn()) {
      copyScheduler.goOn(copying);
    }
    return Outcome.PUBLISHED;
  }

  /**
   * Copies on this thread to the end, without turns: there is no beginning to be sent meanwhile.
   */
  private Outcome whole(SnapshotAttempt snapshotAttempt, PrivateFile copy) throws IOException {
    boolean published = false;
    try {
      CopyProgress copyProgress = new CopyProgress();
      Copying copying =
          new Copying(snapshotAttempt, copy, copyProgress, () -> {}, observer, ending);
      while (copying.goOn()) {}
      if (copyProgress.state() != CopyProgress.State.PROVED) {
        return snapshotAttempt.changed();
      }
      snapshotAttempt.publish(
          body(snapshotAttempt, copy, copyProgress),
          snapshotAttempt.proofOfCopy(),
          free(snapshotAttempt, copy));
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        copy.close();
      }
    }
  }

  private static Body.Sealed body(
      SnapshotAttempt snapshotAttempt, PrivateFile copy, CopyProgress copyProgress) {
    return new Body.Sealed(copy.file(), copyProgress, snapshotAttempt.source().file());
  }

  private Runnable free(SnapshotAttempt snapshotAttempt, PrivateFile copy) {
    return () -> {
      copy.close();
      disposal.execute(snapshotAttempt.source().file()::close);
    };
  }
}

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

/**
 * Copies into a private file. Clients get its beginning before the copy is complete, its end only
 * once the copy is proved. Entity tags of the content wait for the whole copy.
 */
record CopySealer(PrivateFiles files, CopyScheduler scheduler, StoreObserver observer)
    implements Sealer {
  @Override
  public Prospect prospect(OpenFile source) {
    return Prospect.MAY_WAIT;
  }

  @Override
  public Outcome seal(SnapshotAttempt attempt) throws IOException {
    PrivateFile copy = files.empty(attempt.stat().sizeBytes());
    if (copy == null) {
      return Outcome.DECLINED;
    }
    if (!attempt.mayGoOn()) {
      copy.close(); // Creating the file took longer than a writer may wait.
      return attempt.changed();
    }
    return attempt.needsContent() ? whole(attempt, copy) : begun(attempt, copy);
  }

  private Outcome begun(SnapshotAttempt attempt, PrivateFile copy) {
    CopyProgress progress = new CopyProgress();
    Entry entry =
        attempt.version(body(attempt, copy, progress), attempt.proofOfCopy(), free(attempt, copy));
    // Not yet published, so nobody can have freed it.
    Hold hold = Objects.requireNonNull(entry.hold(System.nanoTime()));
    Copying copying = new Copying(attempt, copy, progress, hold::close, observer);
    attempt.publish(entry);
    if (copying.goOn()) {
      scheduler.goOn(copying);
    }
    return Outcome.PUBLISHED;
  }

  /** Copies to the end on this thread: no client can get the beginning meanwhile. */
  private Outcome whole(SnapshotAttempt attempt, PrivateFile copy) throws IOException {
    boolean published = false;
    try {
      CopyProgress progress = new CopyProgress();
      Copying copying = new Copying(attempt, copy, progress, () -> {}, observer);
      while (copying.goOn()) {}
      if (progress.state() != CopyProgress.State.PROVED) {
        return attempt.changed();
      }
      attempt.publish(body(attempt, copy, progress), attempt.proofOfCopy(), free(attempt, copy));
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        copy.close();
      }
    }
  }

  private static Body.Sealed body(
      SnapshotAttempt attempt, PrivateFile copy, CopyProgress progress) {
    return new Body.Sealed(copy.file(), progress, attempt.source().file());
  }

  private Runnable free(SnapshotAttempt attempt, PrivateFile copy) {
    return () -> {
      copy.close();
      files.disposal().execute(attempt.source().file()::close);
    };
  }
}

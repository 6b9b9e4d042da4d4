package dev.untorn.version.snapshot;

import dev.untorn.version.Body;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.util.concurrent.Executor;

/** The live file itself as a version: nothing is copied, no lease is needed, nothing is proved. */
final class LiveSealer implements Sealer {
  private final Executor disposal;

  /**
   * A sealer.
   *
   * @param disposal closes files: that may free the blocks of a deleted one, which takes seconds
   */
  LiveSealer(Executor disposal) {
    this.disposal = disposal;
  }

  @Override
  public Prospect prospect(OpenFile source) {
    return Prospect.AT_ONCE;
  }

  @Override
  public Outcome seal(SnapshotAttempt snapshotAttempt) throws IOException {
    var file = snapshotAttempt.source().file();
    snapshotAttempt.publish(
        new Body.Live(file), Proof.UNPROVEN, () -> disposal.execute(file::close));
    return Outcome.PUBLISHED;
  }
}

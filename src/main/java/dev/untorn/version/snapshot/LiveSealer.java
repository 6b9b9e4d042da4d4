package dev.untorn.version.snapshot;

import dev.untorn.version.Body;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.util.concurrent.Executor;

/** The live file: no copy, lease or proof. {@code disposal} closes it: freeing blocks is slow. */
record LiveSealer(Executor disposal) implements Sealer {
  @Override
  public Prospect prospect(OpenFile source) {
    return Prospect.AT_ONCE;
  }

  @Override
  public Outcome seal(SnapshotAttempt attempt) throws IOException {
    var file = attempt.source().file();
    attempt.publish(new Body.Live(file), Proof.UNPROVEN, () -> disposal.execute(file::close));
    return Outcome.PUBLISHED;
  }
}

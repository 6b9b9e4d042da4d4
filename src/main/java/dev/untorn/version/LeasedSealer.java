package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.linux.LinuxFile;
import java.util.concurrent.Executor;

/**
 * Makes no copy at all: the live file is the body for as long as its lease stands. Applies where a
 * lease is held, and sees every writer.
 */
final class LeasedSealer implements Sealer {
  private final Guards guards;
  private final Executor disposal;

  LeasedSealer(Guards guards, Executor disposal) {
    this.guards = guards;
    this.disposal = disposal;
  }

  @Override
  public Outcome seal(Taking taking) {
    if (!taking.watch().isLeased() || !taking.filesystem().leasesSeeAllWriters()) {
      return Outcome.DECLINED;
    }
    LinuxFile file = taking.source().file();
    Guard guard =
        new Guard(
            file,
            taking.watch().handOver(),
            taking.stat().sizeBytes(),
            taking.source().policy().mode() == Mode.AUTO,
            guards);
    Entry entry =
        taking.version(
            new Body.Leased(guard),
            Proof.LEASED,
            () -> {
              guard.close();
              disposal.execute(file::close);
            });
    guard.belongsTo(entry);
    guards.watch(guard);
    taking.publish(entry);
    return Outcome.PUBLISHED;
  }
}

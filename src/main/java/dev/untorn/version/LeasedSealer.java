package dev.untorn.version;

import dev.untorn.linux.LinuxFile;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Makes no copy at all: the live file is the body for as long as its lease stands. Applies where a
 * lease is held, and sees every writer.
 */
final class LeasedSealer implements Sealer {
  private final Guards guards;
  private final Spool spool;
  private final Executor disposal;
  private final long copiedMinBytes;

  /**
   * A sealer.
   *
   * @param copiedMinBytes versions of at least this size are copied although no writer waits yet,
   *     except where a clone would make no writer wait
   */
  LeasedSealer(Guards guards, Spool spool, Executor disposal, long copiedMinBytes) {
    this.guards = guards;
    this.spool = spool;
    this.disposal = disposal;
    this.copiedMinBytes = copiedMinBytes;
  }

  @Override
  public Prospect prospect(Source source) {
    return Prospect.AT_ONCE; // What is copied besides is copied by others.
  }

  @Override
  public Outcome seal(Taking taking) throws IOException {
    if (!taking.watch().isLeased() || !taking.filesystem().leasesSeeAllWriters()) {
      return Outcome.DECLINED;
    }
    LinuxFile file = taking.source().file();
    boolean copied =
        taking.stat().sizeBytes() >= copiedMinBytes
            && !spool.clonesAtOnce(file, taking.stat().device());
    Guard guard = new Guard(file, taking.watch().handOver(), taking.stat().sizeBytes(), guards);
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
    if (copied) {
      guard.copyEarly();
    }
    return Outcome.PUBLISHED;
  }
}

package dev.untorn.version.snapshot;

import dev.untorn.linux.file.DirtyPages;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.Guards;
import dev.untorn.version.lease.StagingPool;
import dev.untorn.version.space.PrivateFiles;

/**
 * Makes no copy: the live file is the body while its lease stands. Applies where leases see every
 * writer. From {@code copiedMinBytes}, copies early for the next writer.
 */
record LeasedSealer(Guards guards, PrivateFiles files, long copiedMinBytes) implements Sealer {
  /** Precautions for the next writer. */
  private enum Precaution {
    /** A writer would wait for a moment only. */
    NONE,
    /** A writer is likely to come soon: copy the version early. */
    COPIED,
    /** A writer might wait for long, and clients be cut: take no lease. */
    DECLINED
  }

  @Override
  public Prospect prospect(OpenFile source) {
    // Other threads make the early copies.
    return files.capacity().hasDescriptor() ? Prospect.AT_ONCE : Prospect.MAY_WAIT;
  }

  @Override
  public Outcome seal(SnapshotAttempt attempt) {
    if (!attempt.excludesWriters()) {
      return Outcome.DECLINED;
    }
    Precaution precaution = precaution(attempt);
    if (precaution == Precaution.DECLINED || !files.capacity().forDescriptor()) {
      return Outcome.DECLINED;
    }
    LinuxFile file = attempt.source().file();
    Guard guard =
        new Guard(file, attempt.lease().orElseThrow(), attempt.stat().sizeBytes(), guards);
    Entry entry =
        attempt.version(
            new Body.Leased(guard),
            Proof.LEASED,
            () -> {
              guard.close();
              files.disposal().execute(file::close);
            });
    guard.belongsTo(entry);
    if (!guards.watch(guard)) {
      return Outcome.CHANGED; // A writer came meanwhile.
    }
    attempt.publish(entry);
    if (precaution == Precaution.COPIED) {
      guards.copyEarly(guard);
    }
    return Outcome.PUBLISHED;
  }

  /** A clone is instant unless pages are dirty; copying few dirty pages is fast enough. */
  private Precaution precaution(SnapshotAttempt attempt) {
    Stat stat = attempt.stat();
    boolean expected = stat.sizeBytes() >= copiedMinBytes;
    boolean large = stat.sizeBytes() > StagingPool.SIZE_MAX_BYTES;
    if (!files.mayClone(stat)) {
      return expected ? Precaution.COPIED : Precaution.NONE;
    }
    if (!(expected || large) || !DirtyPages.mayBeIn(attempt.source().file(), stat)) {
      return Precaution.NONE;
    }
    return large ? Precaution.DECLINED : Precaution.COPIED;
  }
}

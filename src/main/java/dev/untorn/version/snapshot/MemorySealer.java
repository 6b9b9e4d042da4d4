package dev.untorn.version.snapshot;

import dev.untorn.config.TagBasis;
import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Budget.Reservation;
import dev.untorn.version.space.Capacity;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads small files into memory, the fastest body. */
record MemorySealer(long fileMaxBytes, Capacity capacity, StoreObserver observer)
    implements Sealer {
  @Override
  public Prospect prospect(OpenFile source) {
    if (source.stat().sizeBytes() > fileMaxBytes) {
      return Prospect.NONE;
    }
    return source.policy().tags() == TagBasis.CONTENT ? Prospect.MAY_WAIT : Prospect.AT_ONCE;
  }

  @Override
  public Outcome seal(SnapshotAttempt attempt) throws IOException {
    long sizeBytes = attempt.stat().sizeBytes();
    Reservation reserved = sizeBytes > fileMaxBytes ? null : capacity.inMemory(sizeBytes);
    return reserved == null ? Outcome.DECLINED : seal(attempt, reserved);
  }

  private Outcome seal(SnapshotAttempt attempt, Reservation reserved) throws IOException {
    long sizeBytes = attempt.stat().sizeBytes();
    NativeMemory memory = null;
    boolean published = false;
    try {
      memory = NativeMemory.allocate((int) sizeBytes);
      ByteBuffer bytes = memory.buffer();
      if (!fill(bytes, attempt) || !attempt.isUnchanged() || !attempt.letGo()) {
        return Outcome.CHANGED;
      }
      Proof proof = attempt.proofOfCopy();
      attempt.source().file().close();
      observer.sealed(StoreObserver.SealKind.MEMORY, proof, sizeBytes, attempt.elapsedNanos());
      NativeMemory filled = memory;
      attempt.publish(
          new Body.Memory(bytes.flip().asReadOnlyBuffer()),
          proof,
          () -> {
            filled.free();
            reserved.close();
          });
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        if (memory != null) {
          memory.free();
        }
        reserved.close();
      }
    }
  }

  /** Reads all; false if the file is too short, or pages are cold and this thread may not block. */
  private static boolean fill(ByteBuffer bytes, SnapshotAttempt attempt) throws IOException {
    LinuxFile file = attempt.source().file();
    if (file.readWarm(bytes, 0)) {
      return true;
    }
    if (!attempt.mayWait() && file.tellsWarmth()) {
      return false; // Cold or short: a thread that may block finds out which.
    }
    while (bytes.hasRemaining()) {
      if (file.pread(bytes, bytes.position()) == 0) {
        return false;
      }
    }
    return true;
  }
}

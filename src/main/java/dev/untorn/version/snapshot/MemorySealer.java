package dev.untorn.version.snapshot;

import dev.untorn.config.TagBasis;
import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Reservation;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads small files into memory: the fastest body, and free of every hazard. */
final class MemorySealer implements Sealer {
  private final long fileMaxBytes;
  private final Capacity capacity;
  private final StoreObserver observer;

  MemorySealer(long fileMaxBytes, Capacity capacity, StoreObserver observer) {
    this.fileMaxBytes = fileMaxBytes;
    this.capacity = capacity;
    this.observer = observer;
  }

  @Override
  public Prospect prospect(OpenFile source) {
    if (source.stat().sizeBytes() > fileMaxBytes) {
      return Prospect.NONE;
    }
    return source.policy().tags() == TagBasis.CONTENT ? Prospect.MAY_WAIT : Prospect.AT_ONCE;
  }

  @Override
  public Outcome seal(SnapshotAttempt snapshotAttempt) throws IOException {
    long sizeBytes = snapshotAttempt.stat().sizeBytes();
    Reservation reserved = sizeBytes > fileMaxBytes ? null : capacity.inMemory(sizeBytes);
    return reserved == null ? Outcome.DECLINED : seal(snapshotAttempt, reserved);
  }

  private Outcome seal(SnapshotAttempt snapshotAttempt, Reservation reserved) throws IOException {
    long sizeBytes = snapshotAttempt.stat().sizeBytes();
    NativeMemory memory = null;
    boolean published = false;
    try {
      memory = NativeMemory.allocate((int) sizeBytes);
      ByteBuffer bytes = memory.buffer();
      if (!fill(bytes, snapshotAttempt)
          || !snapshotAttempt.isUnchanged()
          || !snapshotAttempt.letGo()) {
        return Outcome.CHANGED;
      }
      Proof proof = snapshotAttempt.proofOfCopy();
      snapshotAttempt.source().file().close();
      observer.sealed(
          StoreObserver.SealKind.MEMORY, proof, sizeBytes, snapshotAttempt.elapsedNanos());
      NativeMemory filled = memory;
      snapshotAttempt.publish(
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

  /** Whether the file had all the bytes its size promised, where they may be waited for. */
  private static boolean fill(ByteBuffer bytes, SnapshotAttempt snapshotAttempt)
      throws IOException {
    LinuxFile file = snapshotAttempt.source().file();
    if (file.readWarm(bytes, 0)) {
      return true;
    }
    if (!snapshotAttempt.mayWait() && file.tellsWarmth()) {
      return false; // Cold, or short: for those who may wait to find out.
    }
    while (bytes.hasRemaining()) {
      if (file.pread(bytes, bytes.position()) == 0) {
        return false;
      }
    }
    return true;
  }
}

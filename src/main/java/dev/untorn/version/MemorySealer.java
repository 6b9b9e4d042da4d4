package dev.untorn.version;

import dev.untorn.config.TagBasis;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.NativeMemory;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads small files into memory: the fastest body, and free of every hazard. */
final class MemorySealer implements Sealer {
  private final long fileMaxBytes;
  private final Room room;
  private final StoreObserver observer;

  MemorySealer(long fileMaxBytes, Room room, StoreObserver observer) {
    this.fileMaxBytes = fileMaxBytes;
    this.room = room;
    this.observer = observer;
  }

  @Override
  public Prospect prospect(Source source) {
    if (source.stat().sizeBytes() > fileMaxBytes) {
      return Prospect.NONE;
    }
    return source.policy().tags() == TagBasis.CONTENT ? Prospect.MAY_WAIT : Prospect.AT_ONCE;
  }

  @Override
  public Outcome seal(Taking taking) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    Reservation reserved = sizeBytes > fileMaxBytes ? null : room.inMemory(sizeBytes);
    return reserved == null ? Outcome.DECLINED : seal(taking, reserved);
  }

  private Outcome seal(Taking taking, Reservation reserved) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    NativeMemory memory = null;
    boolean published = false;
    try {
      memory = NativeMemory.allocate((int) sizeBytes);
      ByteBuffer bytes = memory.buffer();
      if (!fill(bytes, taking) || !taking.isUnchanged() || !taking.letGo()) {
        return Outcome.CHANGED;
      }
      Proof proof = taking.proofOfCopy();
      taking.source().file().close();
      observer.sealed(StoreObserver.SealKind.MEMORY, proof, sizeBytes, taking.elapsedNanos());
      NativeMemory filled = memory;
      taking.publish(
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
  private static boolean fill(ByteBuffer bytes, Taking taking) throws IOException {
    LinuxFile file = taking.source().file();
    if (file.readWarm(bytes, 0)) {
      return true;
    }
    if (!taking.mayWait() && file.tellsWarmth()) {
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

package dev.untorn.origin.object;

import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A complete file as a body: the file itself, or, if it is small, its bytes in memory. */
record LoadedBody(Body body, Optional<NativeMemory> memory) {
  /**
   * Empty if the file is too short, or, where all of it is read, has other bytes than were stored.
   * Blocks.
   */
  static Optional<LoadedBody> of(LinuxFile file, StoredObject object) throws IOException {
    long lengthBytes = object.lengthBytes();
    if (lengthBytes > ObjectStore.SMALL_MAX_BYTES) {
      Body body = new Body.Sealed(file, CopyProgress.proved(lengthBytes), file);
      return Optional.of(new LoadedBody(body, Optional.empty()));
    }
    NativeMemory memory = NativeMemory.allocate((int) lengthBytes);
    boolean filled = false;
    try {
      ByteBuffer bytes = memory.buffer();
      while (bytes.hasRemaining() && file.pread(bytes, bytes.position()) > 0) {}
      filled = !bytes.hasRemaining() && object.isBody(bytes.duplicate().flip());
      Body body = new Body.Memory(bytes.flip().asReadOnlyBuffer());
      return filled ? Optional.of(new LoadedBody(body, Optional.of(memory))) : Optional.empty();
    } finally {
      if (!filled) {
        memory.free();
      }
    }
  }

  boolean usesFile() {
    return memory.isEmpty();
  }

  /** Frees the memory, if it has any. */
  void free() {
    memory.ifPresent(NativeMemory::free);
  }
}

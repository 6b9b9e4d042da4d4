package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds room for bodies, within the bounds and on the disk. Blocks; thread-safe. */
final class StoreSpace {
  /** Smaller bodies are written at once, so the disk says early enough that it is full. */
  private static final long RESERVED_MIN_BYTES = 256 << 10;

  private final StoreBounds bounds;

  StoreSpace(StoreBounds bounds) {
    this.bounds = bounds;
  }

  /** Whether a body of this length may be stored at all. */
  boolean fits(long lengthBytes) {
    return lengthBytes <= bounds.sizeMaxBytes();
  }

  /** Reserves blocks for a whole body; false if the disk has not enough. */
  boolean reserve(LinuxFile file, long lengthBytes) {
    return lengthBytes < RESERVED_MIN_BYTES || OwnDirectory.reserve(file, lengthBytes);
  }

  /** Writes all bytes, or tells why not. */
  Optional<AppendResult.Refused> write(LinuxFile file, ByteBuffer direct, long offset) {
    try {
      file.pwrite(direct, offset);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new AppendResult.Refused(refusal(e), Reason.of(e)));
    }
  }

  static StoreRefusal refusal(IOException e) {
    return e instanceof KernelException kernel && kernel.errno().isFullDisk()
        ? StoreRefusal.NO_SPACE
        : StoreRefusal.FAILED;
  }
}

package dev.untorn.delivery.transfer;

import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A body that can be sent at once behind a head. Event loop only. */
sealed interface ImmediateBody {
  /**
   * Sends a direct head, whose position is not moved, and as much of the body as the wire takes
   * without waiting for a disk. Returns the bytes of both that were taken.
   */
  long send(Wire wire, ByteBuffer head) throws IOException;

  /** The ending if {@link #send} failed. */
  Transfer.Ended endingOf(IOException failure);

  /** A direct buffer: one system call, and no copy but the kernel's. */
  record Memory(ByteBuffer bytes) implements ImmediateBody {
    @Override
    public long send(Wire wire, ByteBuffer head) throws IOException {
      return wire.trySend(head, bytes);
    }

    @Override
    public Transfer.Ended endingOf(IOException failure) {
      return new Transfer.Ended(Endings.of(failure), 0, Optional.empty());
    }
  }

  /** The beginning of a stretch of a file, for most files all of it. */
  record File(LinuxFile file, long lengthBytes, ByteRange range) implements ImmediateBody {
    /**
     * Up to this size, reading the bytes and sending them with their head is cheaper than
     * sendfile(2): 0.92 of the total time at 1 KiB, but 1.12 at 8 KiB.
     */
    private static final int COPIED_BYTES_MAX = 2 * 1024;

    @Override
    public long send(Wire wire, ByteBuffer head) throws IOException {
      return range.lengthBytes() <= COPIED_BYTES_MAX
          ? sendCopied(wire, head)
          : sendByReference(wire, head);
    }

    @Override
    public Transfer.Ended endingOf(IOException failure) {
      return Endings.ofReading(file, range.first(), 0, failure);
    }

    private long sendCopied(Wire wire, ByteBuffer head) throws IOException {
      ByteBuffer bytes = CopyBuffer.ofThisLoop(range.lengthBytes());
      return file.readWarm(bytes, range.first())
          ? wire.trySend(head, bytes.flip())
          : 0; // The next transfer handles cold or missing bytes.
    }

    private long sendByReference(Wire wire, ByteBuffer head) throws IOException {
      long offset = range.first();
      long window = Math.min(range.lengthBytes(), FileTransfer.WINDOW_BYTES);
      return file.isWarm(offset, offset + window, lengthBytes)
          ? Math.max(0, wire.trySendFile(head, file, offset, window))
          : 0;
    }
  }
}

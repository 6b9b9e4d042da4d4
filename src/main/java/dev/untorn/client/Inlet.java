package dev.untorn.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Received bytes, as lines and as blocks. What is not asked for stays. */
final class Inlet {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Wire wire;

  /**
   * In the state for reading; may hold bytes of responses to come. Large from the first read on.
   */
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  Inlet(Wire wire) {
    this.wire = wire;
  }

  /** What has come, but was not asked for. */
  byte[] leftover() {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Reads at least one byte, or says why not. */
  Ending some(ByteBuffer into, Deadline deadline) throws IOException {
    if (!buffer.hasRemaining()) {
      return wire.read(into, deadline);
    }
    int count = Math.min(into.remaining(), buffer.remaining());
    into.put(buffer.slice(buffer.position(), count));
    buffer.position(buffer.position() + count);
    return Ending.COMPLETE;
  }

  /** The bytes of one response: they share a deadline and a pace. */
  final class Stream {
    private final Pace pace;
    private final Deadline deadline;
    private long consumedBytes;

    Stream(Pace pace, Deadline deadline) {
      this.pace = pace;
      this.deadline = deadline;
    }

    long consumedBytes() {
      return consumedBytes;
    }

    /**
     * Reads a line, which ends in CRLF.
     *
     * @param line gets the octets, the line's end included, as far as they came
     * @return COMPLETE; MALFORMED for a bare line feed or a line that is too long; why there is no
     *     more
     */
    Ending line(StringBuilder line, int maxBytes) throws IOException {
      while (true) {
        Ending ending = available();
        if (ending != Ending.COMPLETE) {
          return ending;
        }
        if (line.length() == maxBytes) {
          return Ending.MALFORMED;
        }
        char octet = (char) Byte.toUnsignedInt(buffer.get());
        consumedBytes++;
        line.append(octet);
        if (octet == '\n') {
          boolean proper = line.length() > 1 && line.charAt(line.length() - 2) == '\r';
          return proper ? Ending.COMPLETE : Ending.MALFORMED;
        }
      }
    }

    /** Passes on so many bytes (COMPLETE), or as many as there are, and why there are no more. */
    Ending block(long bytes, Consumer<ByteBuffer> sink) throws IOException {
      for (long left = bytes; left > 0; ) {
        Ending ending = available();
        if (ending != Ending.COMPLETE) {
          return ending;
        }
        int count = (int) Math.min(left, buffer.remaining());
        sink.accept(buffer.slice(buffer.position(), count));
        buffer.position(buffer.position() + count);
        consumedBytes += count;
        left -= count;
      }
      return Ending.COMPLETE;
    }

    /** Sees to it that the buffer is not empty. */
    private Ending available() throws IOException {
      if (buffer.hasRemaining()) {
        return Ending.COMPLETE;
      }
      int atOnceBytes = Math.max(1, pace.beforeRead(consumedBytes));
      if (buffer.capacity() == 0) {
        buffer = ByteBuffer.allocate(BUFFER_BYTES);
      }
      buffer.clear().limit(Math.min(atOnceBytes, BUFFER_BYTES));
      try {
        return wire.read(buffer, deadline);
      } finally {
        buffer.flip();
      }
    }
  }

  /** The line's octets without its end. */
  static String content(StringBuilder line) {
    return line.substring(0, line.length() - 2);
  }
}

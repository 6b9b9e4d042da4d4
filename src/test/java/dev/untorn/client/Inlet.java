package dev.untorn.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The receive buffer of a connection. Bytes after a response stay for the next one. */
final class Inlet {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DeadlineSocket deadlineSocket;

  /** Flipped for reading. Empty until the first read needs it. */
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  Inlet(DeadlineSocket deadlineSocket) {
    this.deadlineSocket = deadlineSocket;
  }

  byte[] leftover() {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Reads at least one byte (COMPLETE), or returns why not. */
  Ending some(ByteBuffer into, Deadline deadline) throws IOException {
    if (!buffer.hasRemaining()) {
      return deadlineSocket.read(into, deadline);
    }
    int count = Math.min(into.remaining(), buffer.remaining());
    into.put(buffer.slice(buffer.position(), count));
    buffer.position(buffer.position() + count);
    return Ending.COMPLETE;
  }

  /**
   * Waits for at least one byte (COMPLETE), or returns why there is none.
   *
   * @param receivedBytes of the response so far
   */
  Ending await(Pace pace, long receivedBytes, Deadline deadline) throws IOException {
    if (buffer.hasRemaining()) {
      return Ending.COMPLETE;
    }
    int atOnceBytes = Math.max(1, pace.beforeRead(receivedBytes));
    if (buffer.capacity() == 0) {
      buffer = ByteBuffer.allocate(BUFFER_BYTES);
    }
    buffer.clear().limit(Math.min(atOnceBytes, BUFFER_BYTES));
    try {
      return deadlineSocket.read(buffer, deadline);
    } finally {
      buffer.flip();
    }
  }

  /** Passes buffered bytes of one response to the reader; returns how many. */
  int take(ReplyReader reader) {
    int from = buffer.position();
    int next = reader.take(buffer, from, buffer.limit());
    buffer.position(next);
    return next - from;
  }
}

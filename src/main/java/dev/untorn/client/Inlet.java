package dev.untorn.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Received bytes. What belongs to no response stays. */
final class Inlet {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DeadlineSocket deadlineSocket;

  /**
   * In the state for reading; may hold bytes of responses to come. Large from the first read on.
   */
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  Inlet(DeadlineSocket deadlineSocket) {
    this.deadlineSocket = deadlineSocket;
  }

  /** What has come, but was not read. */
  byte[] leftover() {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Reads at least one byte, or says why not. */
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
   * Sees to it that there is at least one byte (COMPLETE), or says why not.
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

  /** Hands on what there is, as far as it is of one response; returns how many bytes were. */
  int take(ReplyReader reader) {
    int from = buffer.position();
    int next = reader.take(buffer, from, buffer.limit());
    buffer.position(next);
    return next - from;
  }
}

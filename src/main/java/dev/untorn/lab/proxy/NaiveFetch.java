package dev.untorn.lab.proxy;

import dev.untorn.client.DeadlineSocket;
import dev.untorn.client.Ending;
import dev.untorn.client.Fields;
import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * One request of the naive proxy to its origin, on a connection of its own. Any end of the
 * connection is the end of the body.
 */
final class NaiveFetch implements ReplyReader.Listener {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int HEAD_BYTES_MAX = 32 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private int status;
  private Fields fields = Fields.NONE;
  private boolean ended;

  private NaiveFetch() {}

  /** What came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fetched(int status, Fields fields, byte[] content) {
    /** Of the whole object. */
    long totalBytes() {
      return fields
          .first("Content-Range")
          .map(value -> Long.parseLong(value.substring(value.indexOf('/') + 1)))
          .orElse((long) content.length);
    }

    /** Whether it is content, of the length that was announced. */
    boolean isWhole() {
      return isContent()
          && fields
              .first("Content-Length")
              .map(length -> content.length == Long.parseLong(length))
              .orElse(true);
    }

    boolean isContent() {
      return status == 200 || status == 206;
    }
  }

  /** Sends a GET with a further field line, or none. */
  static Fetched get(int originPort, String target, String field) throws IOException {
    NaiveFetch received = new NaiveFetch();
    ReplyReader reader = new ReplyReader(new ReplyHead(), HEAD_BYTES_MAX, false, received);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    InetSocketAddress origin = new InetSocketAddress(InetAddress.getLoopbackAddress(), originPort);
    try (DeadlineSocket connection = DeadlineSocket.connect(origin, TIMEOUT, OptionalInt.empty())) {
      var _ = connection.send("GET " + target + " HTTP/1.1\r\nHost: origin\r\n" + field + "\r\n");
      while (!received.ended && connection.read(buffer.clear()) == Ending.COMPLETE) {
        var _ = reader.take(buffer.flip(), 0, buffer.limit());
      }
    }
    return new Fetched(received.status, received.fields, received.content.toByteArray());
  }

  @Override
  public boolean began(ReplyHead head) {
    status = head.status();
    fields = head.fields();
    return true;
  }

  @Override
  public boolean content(ByteBuffer bytes, int from, int to) {
    byte[] copy = new byte[to - from];
    bytes.get(from, copy);
    content.writeBytes(copy);
    return true;
  }

  @Override
  public boolean ended() {
    ended = true;
    return false;
  }

  @Override
  public void malformed(String why) {
    ended = true;
  }
}

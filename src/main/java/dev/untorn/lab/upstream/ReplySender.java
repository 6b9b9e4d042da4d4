package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Course;
import dev.untorn.lab.upstream.OriginReply.Failure;
import dev.untorn.lab.upstream.OriginReply.Framing;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Sends replies on one connection. For one thread. */
final class ReplySender {
  /** Of no object: whoever receives its blocks received something that is not the object's. */
  private static final BlockPattern NOBODYS = new BlockPattern(-1);

  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private final SocketChannel client;
  private final VersionContent content = new VersionContent();
  private long sentBytes;
  private boolean ended;

  ReplySender(SocketChannel client) {
    this.client = client;
  }

  /** Of the content of the last reply. */
  long sentBytes() {
    return sentBytes;
  }

  /** Whether the last reply had a body, and its end was sent. */
  boolean hasEnded() {
    return ended;
  }

  /** Returns whether the connection may be used on. */
  boolean send(Failure failure) throws IOException {
    begin();
    if (failure.octets().isEmpty()) {
      reset();
    } else {
      send(failure.octets());
    }
    return false;
  }

  /** Returns whether the connection may be used on. */
  boolean send(Answer answer, BlockPattern pattern, boolean hasBody) throws IOException {
    begin();
    send(head(answer));
    if (!hasBody) {
      return true;
    }
    switch (answer.course()) {
      case Course.Whole(), Course.Damage(_) -> end(answer, pattern);
      case Course.Cut(long afterBytes, boolean isReset) -> {
        body(answer, pattern, afterBytes);
        if (isReset) {
          reset();
        }
        return false;
      }
      case Course.Stall(long afterBytes, long nanos, boolean goesOn) -> {
        body(answer, pattern, afterBytes);
        LockSupport.parkNanos(nanos);
        if (!goesOn) {
          return false;
        }
        end(answer, pattern);
      }
      case Course.Extra(int bytes) -> {
        end(answer, pattern);
        extra(bytes);
      }
    }
    return answer.framing() != Framing.CLOSE;
  }

  private void begin() {
    sentBytes = 0;
    ended = false;
  }

  /** Sends the rest of the content, and the end. */
  private void end(Answer answer, BlockPattern pattern) throws IOException {
    body(answer, pattern, answer.bytes());
    if (answer.framing() == Framing.CHUNKED) {
      send(ByteBuffer.wrap(LAST_CHUNK));
    }
    ended = true;
  }

  private static String head(Answer answer) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Lab\r\n");
    answer.fields().forEach(line -> head.append(line).append("\r\n"));
    if (answer.status() != 304) {
      head.append(
          switch (answer.framing()) {
            case LENGTH -> "Content-Length: " + answer.bytes() + "\r\n";
            case CHUNKED -> "Transfer-Encoding: chunked\r\n";
            case CLOSE -> "Connection: close\r\n";
          });
    }
    return head.append("\r\n").toString();
  }

  /** Sends content up to so many bytes of the answer. */
  private void body(Answer answer, BlockPattern pattern, long untilBytes) throws IOException {
    while (sentBytes < untilBytes) {
      long at = answer.from() + sentBytes;
      ByteBuffer piece = content.next(pattern, answer.version(), at, answer.from() + untilBytes);
      int count = piece.remaining();
      if (answer.course() instanceof Course.Damage(long damaged)
          && damaged >= sentBytes
          && damaged < sentBytes + count) {
        flip(piece, (int) (damaged - sentBytes));
      }
      if (answer.framing() == Framing.CHUNKED) {
        send(Integer.toHexString(count) + "\r\n");
        send(piece);
        send(ByteBuffer.wrap(LINE_END));
      } else {
        send(piece);
      }
      sentBytes += count;
    }
  }

  private static void flip(ByteBuffer piece, int index) {
    int at = piece.position() + index;
    piece.put(at, (byte) ~piece.get(at));
  }

  private void extra(int bytes) throws IOException {
    send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: " + bytes + "\r\n\r\n");
    send(content.next(NOBODYS, new ObjectVersion(0, bytes, 0, 0), 0, bytes));
  }

  private void send(String octets) throws IOException {
    send(ByteBuffer.wrap(ascii(octets)));
  }

  private void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  /** SO_LINGER of 0: closing sends a RST (socket(7)). */
  private void reset() throws IOException {
    client.setOption(StandardSocketOptions.SO_LINGER, 0);
    client.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

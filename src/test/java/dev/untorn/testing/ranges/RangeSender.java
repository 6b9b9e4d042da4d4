package dev.untorn.testing.ranges;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends one answer of a {@link RangeOrigin}, as the object's options say. */
final class RangeSender {
  private final RangedObject object;
  private final Socket socket;
  private final OutputStream out;
  private final long began = System.nanoTime();
  private long left;
  private long sentBytes;

  RangeSender(RangedObject object, Socket socket) throws IOException {
    this.object = object;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.left = object.option("cut", Long.MAX_VALUE);
  }

  void send(RangeAnswer answer, int version, boolean withBody) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + "\r\n");
    answer.fields().forEach(line -> head.append(line).append("\r\n"));
    boolean chunked = object.is("chunked") && !answer.body().isEmpty();
    if (!answer.status().startsWith("304")) {
      head.append(
          chunked
              ? "Transfer-Encoding: chunked\r\n"
              : "Content-Length: " + answer.lengthBytes() + "\r\n");
    }
    out.write(RangeOrigin.octets(head.append("\r\n").toString()));
    if (!withBody) {
      return;
    }
    for (RangeAnswer.Segment segment : answer.body()) {
      switch (segment) {
        case RangeAnswer.Text(String octets) ->
            piece(RangeOrigin.octets(octets), octets.length(), chunked);
        case RangeAnswer.Bytes(AskedRange range) -> {
          SentRanges.Part part = object.sent().part(version, range.from());
          object.bytes(
              version,
              range,
              (piece, length) -> {
                int allowed = (int) Math.min(length, left);
                part.sent(allowed);
                piece(piece, allowed, chunked);
                if (allowed < length) {
                  cut();
                }
              });
        }
      }
    }
    if (chunked) {
      out.write(RangeOrigin.octets("0\r\n\r\n"));
    }
  }

  private void piece(byte[] bytes, int length, boolean chunked) throws IOException {
    if (chunked && length > 0) {
      out.write(RangeOrigin.octets(Integer.toHexString(length) + "\r\n"));
    }
    out.write(bytes, 0, length);
    if (chunked && length > 0) {
      out.write(RangeOrigin.octets("\r\n"));
    }
    left -= length;
    sentBytes += length;
    keepRate();
  }

  private void keepRate() {
    long rate = object.option("rate", 0);
    if (rate > 0) {
      long due = began + sentBytes * TimeUnit.SECONDS.toNanos(1) / rate;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /** Ends with a reset: what was sent before may be lost, as with any origin that breaks off. */
  private void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    throw new IOException("cut");
  }
}

package dev.untorn.server;

import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers for one object, with single ranges as RFC 9110 says, and counts what it sends. */
final class RangedOrigin implements Proxied.Answering {
  private static final Pattern RANGE = Pattern.compile("\r\nRange: bytes=(\\d*)-(\\d*)\r\n");
  private static final Pattern IF_RANGE = Pattern.compile("\r\nIf-Range: (\\S+)\r\n");
  private static final int PIECE_BYTES = 64 << 10;

  /** What the object is now. */
  private static final class State {
    private final byte[] body;
    private final String tag;

    State(byte[] body, String tag) {
      this.body = body;
      this.tag = tag;
    }
  }

  /** An answered request; {@code to} is exclusive. */
  record Sent(boolean isPart, int from, int to) {}

  private final AtomicLong sentBytes = new AtomicLong();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Integer> left = new ThreadLocal<>();
  private final String more;
  private volatile State state;
  private volatile Runnable beforeWhole = () -> {};

  RangedOrigin(byte[] body, String tag, String moreFields) {
    this.state = new State(body, tag);
    this.more = moreFields;
  }

  RangedOrigin(byte[] body) {
    this(body, "\"v1\"", "Cache-Control: max-age=600\r\n");
  }

  void become(byte[] body, String tag) {
    state = new State(body, tag);
  }

  /** Runs in the middle of each whole body. */
  void inTheMiddle(Runnable step) {
    beforeWhole = step;
  }

  long sentBytes() {
    return sentBytes.get();
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public void answer(ScriptedOrigin.Peer peer, String head, int number) throws Exception {
    State now = state;
    byte[] body = now.body;
    if (head.contains("\r\nIf-None-Match: " + now.tag + "\r\n")) {
      peer.send("HTTP/1.1 304 Not Modified\r\n" + more + "ETag: " + now.tag + "\r\n\r\n");
      return;
    }
    Matcher range = RANGE.matcher(head);
    Matcher condition = IF_RANGE.matcher(head);
    boolean applies = range.find() && (!condition.find() || condition.group(1).equals(now.tag));
    if (!applies) {
      sent.add(new Sent(false, 0, body.length));
      peer.send(head("200 OK", now, body.length) + "\r\n");
      send(peer, body, 0, body.length / 2);
      beforeWhole.run();
      send(peer, body, body.length / 2, body.length);
      return;
    }
    boolean suffix = range.group(1).isEmpty();
    int from =
        suffix
            ? Math.max(0, body.length - Integer.parseInt(range.group(2)))
            : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(range.group(1)));
    int last =
        suffix || range.group(2).isEmpty()
            ? body.length - 1
            : (int) Math.min(body.length - 1, Long.parseLong(range.group(2)));
    if (from >= body.length) {
      peer.send(
          head("416 Range Not Satisfiable", now, 0)
              + "Content-Range: bytes */"
              + body.length
              + "\r\n\r\n");
      return;
    }
    sent.add(new Sent(true, from, last + 1));
    peer.send(
        head("206 Partial Content", now, last + 1 - from)
            + "Content-Range: bytes %d-%d/%d\r\n\r\n".formatted(from, last, body.length));
    send(peer, body, from, last + 1);
  }

  private String head(String status, State now, int lengthBytes) {
    return "HTTP/1.1 %s\r\n%sETag: %s\r\nContent-Length: %d\r\n"
        .formatted(status, more, now.tag, lengthBytes);
  }

  /** Answers, but cuts the body after so many bytes. */
  void answerUntil(ScriptedOrigin.Peer peer, String head, int bytes) throws Exception {
    left.set(bytes);
    try {
      answer(peer, head, 0);
    } finally {
      left.remove();
    }
  }

  private void send(ScriptedOrigin.Peer peer, byte[] body, int from, int to) throws IOException {
    for (int at = from; at < to; at += PIECE_BYTES) {
      int end = Math.min(to, at + PIECE_BYTES);
      Integer most = left.get();
      if (most != null && (most < end - at)) {
        peer.cut();
        throw new IOException("cut");
      }
      if (most != null) {
        left.set(most - (end - at));
      }
      peer.send(Arrays.copyOfRange(body, at, end));
      sentBytes.addAndGet(end - at);
    }
  }
}

package dev.untorn.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells the responses of one HTTP/1.1 connection apart, however they are cut into reads. Lines must
 * end in CRLF, and a length must be told once. For one thread.
 */
public final class ReplyReader {
  /** Told of each response. Each method says whether the connection is to be read on. */
  public interface Listener {
    /** An interim response came (1xx); the final one comes after it. */
    default boolean interim(ReplyHead head) {
      return true;
    }

    /** A response begins. */
    default boolean began(ReplyHead head) {
      return true;
    }

    /** Content came: absolute positions of a buffer that is valid during the call only. */
    default boolean content(ByteBuffer bytes, int from, int to) {
      return true;
    }

    /** A response came to its end; the reader tells of it until this returns. */
    boolean ended();

    /** What came is not HTTP/1.1. Nothing is read on. */
    void malformed(String why);
  }

  /** What ends a body (RFC 9112, 6.3). */
  private enum Framing {
    NONE,
    LENGTH,
    CHUNKS,
    CLOSE
  }

  private static final int BEGUN_BYTES_MIN = 1024;

  private final ReplyHead head;
  private final int headBytesMax;
  private final boolean answersHead;
  private final Listener listener;
  private final Chunks chunks;

  /** The beginning of a head that came in pieces. */
  private ByteBuffer begun = ByteBuffer.allocate(0);

  /** Of a head that is looked through for its end: where its line begins. */
  private int lineFrom;

  private String headFault = "";

  private boolean inBody;
  private boolean goOn;
  private int status;
  private boolean close;
  private Framing framing = Framing.NONE;
  private long toldBytes;
  private long bodyBytes;

  /**
   * A reader between two responses.
   *
   * @param head may be shared by all readers of a thread
   * @param headBytesMax a longer head is malformed
   * @param answersHead whether these are answers to HEAD, which have no body
   */
  public ReplyReader(ReplyHead head, int headBytesMax, boolean answersHead, Listener listener) {
    this.head = head;
    this.headBytesMax = headBytesMax;
    this.answersHead = answersHead;
    this.listener = listener;
    this.chunks = new Chunks(headBytesMax);
  }

  /** Forgets what a connection began. */
  public void reset() {
    inBody = false;
    begun.clear();
    lineFrom = 0;
    headFault = "";
  }

  public int status() {
    return status;
  }

  /** Whether the server closes the connection now. */
  public boolean close() {
    return close;
  }

  /**
   * Of a whole body as far as it is known: as told, of an answer to HEAD, too, or as it came; -1 if
   * it is not.
   */
  public long wholeBytes() {
    return toldBytes == ReplyHead.NO_LENGTH && !inBody && framing != Framing.NONE
        ? bodyBytes
        : toldBytes;
  }

  /** Of the body, what has come. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Of the body under way, what has come; 0 between two responses. */
  public long partialBytes() {
    return inBody ? bodyBytes : 0;
  }

  /** Of a head under way, or malformed, what has come; each octet as one char. */
  public String partialHead() {
    return new String(begun.array(), 0, begun.position(), StandardCharsets.ISO_8859_1);
  }

  /** Field lines after a chunked body, without their ends. */
  public List<String> trailers() {
    return chunks.trailers();
  }

  /** Whether the connection's end is that of the response under way. */
  public boolean endsByClose() {
    return inBody && framing == Framing.CLOSE;
  }

  /**
   * Takes what came; does not keep the buffer, whose position may be changed.
   *
   * @return behind the last octet that was read: {@code to}, unless the listener wanted no more
   */
  public int take(ByteBuffer bytes, int from, int to) {
    int at = from;
    goOn = true;
    while (goOn && at < to) {
      if (!inBody) {
        at = head(bytes, at, to);
      }
      if (goOn && inBody) {
        at = body(bytes, at, to);
        if (goOn && isWhole()) {
          goOn = ended();
        }
      }
    }
    return at;
  }

  /** Where the body begins, or all that came if it does not yet. */
  private int head(ByteBuffer bytes, int from, int to) {
    if (begun.position() > 0) {
      return continued(bytes, from, to);
    }
    int end = head.sameAsLast(bytes, from, to);
    if (end < 0) {
      end = end(bytes, from, from, to);
      if (end < 0) {
        return keep(bytes, from, to);
      }
      String fault = headFault.isEmpty() ? head.read(bytes, from, end) : headFault;
      if (!fault.isEmpty()) {
        keep(bytes, from, end);
        malformed(fault);
        return end;
      }
    }
    begin();
    return end;
  }

  /** A head in pieces is rare: it is put together, and found to end somewhere in the new piece. */
  private int continued(ByteBuffer bytes, int from, int to) {
    int before = begun.position();
    int kept = keep(bytes, from, to);
    int end = end(begun, 0, before, begun.position());
    if (end < 0) {
      return kept;
    }
    String fault = headFault.isEmpty() ? head.read(begun, 0, end) : headFault;
    if (fault.isEmpty()) {
      begun.clear();
      begin();
    } else {
      begun.position(end);
      malformed(fault);
    }
    return from + end - before;
  }

  private int keep(ByteBuffer bytes, int from, int to) {
    int length = Math.min(to - from, headBytesMax - begun.position());
    if (begun.remaining() < length) {
      int size = Math.max(BEGUN_BYTES_MIN, 2 * (begun.position() + length));
      begun = ByteBuffer.allocate(Math.min(headBytesMax, size)).put(begun.flip());
    }
    begun.put(begun.position(), bytes, from, length).position(begun.position() + length);
    return from + length;
  }

  /**
   * Where a head ends: after its empty line, or where it stops being a head; -1 if that has not
   * come yet.
   *
   * @param start of the head
   * @param from what was not looked at yet
   */
  private int end(ByteBuffer bytes, int start, int from, int to) {
    int until = Math.min(to, start + headBytesMax);
    for (int at = from; at < until; at++) {
      if (bytes.get(at) == '\n') {
        int lineBytes = at - start - lineFrom;
        boolean proper = lineBytes > 0 && bytes.get(at - 1) == '\r';
        headFault = !proper ? "a line without CRLF" : lineFrom == 0 ? begins(bytes, start, at) : "";
        if (!headFault.isEmpty()) {
          return at + 1;
        }
        if (lineBytes == 1) {
          lineFrom = 0;
          return at + 1;
        }
        lineFrom = at + 1 - start;
      }
    }
    if (until - start == headBytesMax) {
      headFault = "a head of more than " + headBytesMax + " bytes";
      return until;
    }
    return -1;
  }

  /** What is wrong with the first line, as far as it can be told before the rest has come. */
  private static String begins(ByteBuffer bytes, int start, int end) {
    return end - start == 1
        ? "an empty line instead of a status line"
        : ReplyHead.isVersion(bytes, start, end) ? "" : ReplyHead.NO_STATUS_LINE;
  }

  private void begin() {
    // The head may be shared: what it says is kept until the body has come.
    status = head.status();
    close = head.close();
    toldBytes = head.lengthBytes();
    bodyBytes = 0;
    if (status < 200) {
      goOn = listener.interim(head);
      return;
    }
    framing = framing();
    close |= framing == Framing.CLOSE;
    inBody = true;
    chunks.begin();
    goOn = listener.began(head);
  }

  private Framing framing() {
    if (answersHead || status == 204 || status == 304) {
      return Framing.NONE;
    }
    if (head.chunked()) {
      return Framing.CHUNKS;
    }
    return toldBytes == ReplyHead.NO_LENGTH ? Framing.CLOSE : Framing.LENGTH;
  }

  private boolean isWhole() {
    return switch (framing) {
      case NONE -> true;
      case LENGTH -> bodyBytes == toldBytes;
      case CHUNKS -> chunks.isDone();
      case CLOSE -> false;
    };
  }

  private int body(ByteBuffer bytes, int from, int to) {
    return switch (framing) {
      case NONE -> from;
      case LENGTH -> data(bytes, from, (int) Math.min(toldBytes - bodyBytes, to - from));
      case CHUNKS -> chunks(bytes, from, to);
      case CLOSE -> data(bytes, from, to - from);
    };
  }

  private int chunks(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (goOn && at < to && !chunks.isDone()) {
      int next = chunks.framing(bytes, at, to);
      if (next < 0) {
        malformed("no chunk, or no trailer");
        return at;
      }
      int length = (int) Math.min(chunks.dataBytes(), to - next);
      at = data(bytes, next, length);
      chunks.taken(length);
    }
    return at;
  }

  private int data(ByteBuffer bytes, int from, int length) {
    bodyBytes += length;
    if (length > 0) {
      goOn = listener.content(bytes, from, from + length);
    }
    return from + length;
  }

  /** The connection ended, and {@link #endsByClose} with it a response. */
  public void closed() {
    var _ = ended();
  }

  private boolean ended() {
    inBody = false;
    return listener.ended();
  }

  private void malformed(String why) {
    goOn = false;
    listener.malformed(why);
  }
}

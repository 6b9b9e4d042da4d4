package dev.untorn.client;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tells the responses of one HTTP/1.1 connection apart, however they are cut into reads. Lines must
 * end in CRLF, and a length must be there once. For one thread.
 */
public final class ReplyReader {
  /** Notified of each response. Each method returns whether the connection is to be read on. */
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

    /** A response came to its end; the reader's getters describe it until this returns. */
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

  private final ReplyHead head;
  private final HeadAssembler heads;
  private final boolean answersHead;
  private final Listener listener;
  private final Chunks chunks;
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
    this.heads = new HeadAssembler(head, headBytesMax);
    this.answersHead = answersHead;
    this.listener = listener;
    this.chunks = new Chunks(headBytesMax);
  }

  /** Forgets what a connection began. */
  public void reset() {
    inBody = false;
    heads.reset();
  }

  public int status() {
    return status;
  }

  /** Whether the server closes the connection now. */
  public boolean close() {
    return close;
  }

  /**
   * The length of the whole body: Content-Length, of a response to HEAD, too, or what came; -1 if
   * it is not known.
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
    return heads.partial();
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
   * Takes what came; does not keep the buffer, whose position may be changed. Returns behind the
   * last octet that was read: {@code to}, unless the listener wanted no more.
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
    int end = heads.take(bytes, from, to);
    if (end < 0) {
      return to;
    }
    if (heads.fault().isEmpty()) {
      begin();
    } else {
      malformed(heads.fault());
    }
    return end;
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

package dev.untorn.client;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Parses the responses of one HTTP/1.1 connection, however they are cut into reads. Lines must end
 * in CRLF, and a length must be given once. For one thread.
 */
public final class ReplyReader {
  /** Receives the responses. Methods return whether to go on reading. */
  public interface Listener {
    /** An interim response (1xx); the final one comes after it. */
    default boolean interim(ReplyHead head) {
      return true;
    }

    default boolean began(ReplyHead head) {
      return true;
    }

    /** Content, at absolute positions of a buffer that is valid during the call only. */
    default boolean content(ByteBuffer bytes, int from, int to) {
      return true;
    }

    /** A response ended; the reader's getters describe it until this returns. */
    boolean ended();

    /** The bytes are not HTTP/1.1. Reading ends. */
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
   * A reader of a new connection.
   *
   * @param head may be shared by all readers of a thread
   * @param answersHead whether the requests are HEAD, so that responses have no body
   */
  public ReplyReader(ReplyHead head, int headBytesMax, boolean answersHead, Listener listener) {
    this.head = head;
    this.heads = new HeadAssembler(head, headBytesMax);
    this.answersHead = answersHead;
    this.listener = listener;
    this.chunks = new Chunks(headBytesMax);
  }

  /** Begins anew, with another connection. */
  public void reset() {
    inBody = false;
    heads.reset();
  }

  public int status() {
    return status;
  }

  /** Whether the server closes the connection after this response. */
  public boolean close() {
    return close;
  }

  /**
   * The length of the whole body: Content-Length, also of a response to HEAD, or what was received;
   * -1 if it is not known.
   */
  public long wholeBytes() {
    return toldBytes == ReplyHead.NO_LENGTH && !inBody && framing != Framing.NONE
        ? bodyBytes
        : toldBytes;
  }

  public long bodyBytes() {
    return bodyBytes;
  }

  /** How much of an unfinished body was received; 0 between two responses. */
  public long partialBytes() {
    return inBody ? bodyBytes : 0;
  }

  /** An unfinished or malformed head, each octet as one char. */
  public String partialHead() {
    return heads.partial();
  }

  /** The field lines after a chunked body, without CRLF. */
  public List<String> trailers() {
    return chunks.trailers();
  }

  /** Whether the end of the connection ends the current response. */
  public boolean endsByClose() {
    return inBody && framing == Framing.CLOSE;
  }

  /**
   * Reads received bytes; may change the buffer's position, but does not keep it. Returns the
   * position after the last octet read: {@code to}, unless the listener stopped.
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

  /** Where the body begins, or {@code to} if the head is unfinished. */
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
    // The head may be shared with other readers: copies what is needed until the body ends.
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

  /** The connection ended; call it only if {@link #endsByClose}. */
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

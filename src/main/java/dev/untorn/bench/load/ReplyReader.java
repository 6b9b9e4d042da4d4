package dev.untorn.bench.load;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Tells the responses of one connection apart, however they are cut into reads. For one thread. */
final class ReplyReader {
  /** Told of each response. */
  interface Listener {
    /**
     * A response came to its end; the reader tells of it until this returns.
     *
     * @return whether this connection is to be read on
     */
    boolean ended(ReplyReader reply);

    /** What came is no response that can be read. */
    void unreadable();
  }

  /** What ends a body (RFC 9112, 6.3). */
  private enum Framing {
    NONE,
    LENGTH,
    CHUNKS,
    CLOSE
  }

  private final ReplyHead head;
  private final boolean heads;
  private final boolean checksums;
  private final Listener listener;
  private final CRC32C checksum = new CRC32C();
  private final Chunks chunks = new Chunks();

  /** The beginning of a head that came in pieces. */
  private ByteBuffer begun = ByteBuffer.allocate(0);

  private boolean inBody;
  private int status;
  private String tag = "";
  private boolean close;
  private Framing framing = Framing.NONE;
  private long toldBytes;
  private long bodyBytes;

  /**
   * A reader between two responses.
   *
   * @param head may be shared by all readers of a thread
   * @param heads whether these are answers to HEAD, which have no body
   */
  ReplyReader(ReplyHead head, boolean heads, boolean checksums, Listener listener) {
    this.head = head;
    this.heads = heads;
    this.checksums = checksums;
    this.listener = listener;
  }

  /** Forgets what a connection began. */
  void reset() {
    inBody = false;
    begun.clear();
  }

  int status() {
    return status;
  }

  /** The entity tag where bodies are checked; empty if there is none. */
  String tag() {
    return tag;
  }

  /** Whether the server closes the connection now. */
  boolean close() {
    return close;
  }

  /**
   * Of a whole body as far as it is known: as told, of an answer to HEAD, too, or as it came; -1 if
   * it is not.
   */
  long wholeBytes() {
    return toldBytes == ReplyHead.NO_LENGTH && !inBody && framing != Framing.NONE
        ? bodyBytes
        : toldBytes;
  }

  /** Of the body, what has come. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Of the body under way, what has come; 0 between two responses. */
  long partialBytes() {
    return inBody ? bodyBytes : 0;
  }

  /** Whether the connection's end is that of the response under way. */
  boolean endsByClose() {
    return inBody && framing == Framing.CLOSE;
  }

  /** CRC32C of the body; 0 when none was wanted. */
  int checksum() {
    return checksums ? (int) checksum.getValue() : 0;
  }

  /** Takes what came; does not keep the buffer, whose position and limit may be changed. */
  void take(ByteBuffer bytes, int from, int to) {
    int at = from;
    boolean goOn = true;
    while (goOn && at < to) {
      if (!inBody) {
        at = head(bytes, at, to);
        goOn = at >= 0;
      }
      if (goOn && inBody) {
        at = body(bytes, at, to);
        goOn = at >= 0 && (!isWhole() || ended());
      }
    }
  }

  /** Where the body begins, or all that came if it does not yet; -1 if it cannot be read. */
  private int head(ByteBuffer bytes, int from, int to) {
    if (begun.position() > 0) {
      return continued(bytes, from, to);
    }
    int end = head.sameAsLast(bytes, from, to);
    if (end < 0) {
      end = ReplyHead.end(bytes, from, to);
      if (end < 0) {
        return keep(bytes, from, to);
      }
      if (end - from > ReplyHead.HEAD_BYTES_MAX) {
        return unreadable();
      }
      head.read(bytes, from, end);
    }
    return begin(end);
  }

  private int keep(ByteBuffer bytes, int from, int to) {
    if (begun.capacity() == 0) {
      begun = ByteBuffer.allocate(ReplyHead.HEAD_BYTES_MAX);
    }
    int length = Math.min(to - from, begun.remaining());
    begun.put(begun.position(), bytes, from, length).position(begun.position() + length);
    return begun.hasRemaining() ? from + length : unreadable();
  }

  /** A head in pieces is rare: it is put together, and found to end somewhere in the new piece. */
  private int continued(ByteBuffer bytes, int from, int to) {
    int before = begun.position();
    int kept = keep(bytes, from, to);
    int end = ReplyHead.end(begun, 0, begun.position());
    if (end < 0) {
      return kept;
    }
    head.read(begun, 0, end);
    begun.clear();
    return begin(from + end - before);
  }

  private int begin(int bodyAt) {
    if (!head.readable()) {
      return unreadable();
    }
    if (head.status() < 200) {
      // Interim: the response comes after it.
      return bodyAt;
    }
    // The head is shared: what it says is kept until the body has come.
    status = head.status();
    tag = checksums ? head.tag() : "";
    framing = framing();
    close = head.close() || framing == Framing.CLOSE;
    toldBytes = head.lengthBytes();
    bodyBytes = 0;
    inBody = true;
    chunks.begin();
    checksum.reset();
    return bodyAt;
  }

  private Framing framing() {
    if (heads || status == 204 || status == 304) {
      return Framing.NONE;
    }
    if (head.chunked()) {
      return Framing.CHUNKS;
    }
    return head.lengthBytes() == ReplyHead.NO_LENGTH ? Framing.CLOSE : Framing.LENGTH;
  }

  private boolean isWhole() {
    return switch (framing) {
      case NONE -> true;
      case LENGTH -> bodyBytes == toldBytes;
      case CHUNKS -> chunks.isDone();
      case CLOSE -> false;
    };
  }

  private int unreadable() {
    listener.unreadable();
    return -1;
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
    while (at < to && !chunks.isDone()) {
      at = chunks.framing(bytes, at, to);
      if (at < 0) {
        return unreadable();
      }
      int length = Math.min(chunks.dataBytes(), to - at);
      at = data(bytes, at, length);
      chunks.taken(length);
    }
    return at;
  }

  private int data(ByteBuffer bytes, int from, int length) {
    if (checksums && length > 0) {
      checksum.update(bytes.limit(from + length).position(from));
      bytes.clear();
    }
    bodyBytes += length;
    return from + length;
  }

  /** The connection ended, and {@link #endsByClose} with it a response. */
  void closed() {
    var _ = ended();
  }

  private boolean ended() {
    inBody = false;
    return listener.ended(this);
  }
}

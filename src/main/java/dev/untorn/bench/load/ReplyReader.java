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

  private final ReplyHead head;
  private final boolean checksums;
  private final Listener listener;
  private final CRC32C checksum = new CRC32C();

  /** The beginning of a head that came in pieces. */
  private ByteBuffer begun = ByteBuffer.allocate(0);

  private boolean inBody;
  private int status;
  private int tag;
  private boolean close;
  private long lengthBytes;
  private long leftBytes;

  /**
   * A reader between two responses.
   *
   * @param head may be shared by all readers of a thread
   */
  ReplyReader(ReplyHead head, boolean checksums, Listener listener) {
    this.head = head;
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

  /** A number for the entity tag; 0 for none. */
  int tag() {
    return tag;
  }

  /** Whether the server closes the connection now. */
  boolean close() {
    return close;
  }

  /** Of the body. */
  long lengthBytes() {
    return lengthBytes;
  }

  /** Of the body under way, what has come; 0 between two responses. */
  long partialBytes() {
    return inBody ? lengthBytes - leftBytes : 0;
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
        goOn = leftBytes > 0 || ended();
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
    // The head is shared: what it says is kept until the body has come.
    status = head.status();
    tag = head.tag();
    close = head.close();
    lengthBytes = head.lengthBytes();
    leftBytes = lengthBytes;
    inBody = true;
    checksum.reset();
    return bodyAt;
  }

  private int unreadable() {
    listener.unreadable();
    return -1;
  }

  private int body(ByteBuffer bytes, int from, int to) {
    int length = (int) Math.min(leftBytes, to - from);
    if (checksums && length > 0) {
      checksum.update(bytes.limit(from + length).position(from));
      bytes.clear();
    }
    leftBytes -= length;
    return from + length;
  }

  private boolean ended() {
    inBody = false;
    return listener.ended(this);
  }
}

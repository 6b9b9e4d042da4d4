package dev.untorn.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Bytes that were read and not yet consumed. Holds no memory while there are none, so that an idle
 * connection costs nothing. Touched by one event loop.
 */
final class ReadAhead {
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** Owns what it is given. */
  void append(ByteBuf more) {
    if (!bytes.isReadable()) {
      bytes.release();
      bytes = more;
      return;
    }
    // It grows by doubling: each byte is copied a few times at most, however many are read ahead.
    bytes.discardSomeReadBytes().writeBytes(more);
    more.release();
  }

  /** To be consumed from; stays this object's. */
  ByteBuf bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return !bytes.isReadable();
  }

  /** Gives memory back if everything was consumed. */
  void trim() {
    if (isEmpty()) {
      clear();
    }
  }

  /** Forgets everything. */
  void clear() {
    bytes.release();
    bytes = Unpooled.EMPTY_BUFFER;
  }
}

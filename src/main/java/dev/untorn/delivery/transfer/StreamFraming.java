package dev.untorn.delivery.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** How a client finds the end of a stream. */
public interface StreamFraming {
  /** By its length, or by the end of the connection or of the protocol's stream. */
  StreamFraming NONE = new StreamFraming() {};

  /** Owns the piece, which is not empty. */
  default ByteBuf frame(ByteBuf piece) {
    return piece;
  }

  /** Follows the last piece. */
  default ByteBuf end() {
    return Unpooled.EMPTY_BUFFER;
  }
}

package dev.untorn.delivery.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** How a client finds the end of a stream. */
public interface StreamFraming {
  /** By its length, or by the end of the connection or of the protocol's stream. */
  StreamFraming NONE =
      new StreamFraming() {
        @Override
        public ByteBuf frame(ByteBuf piece) {
          return piece;
        }

        @Override
        public ByteBuf end() {
          return Unpooled.EMPTY_BUFFER;
        }
      };

  /** Owns the piece, which is not empty. */
  ByteBuf frame(ByteBuf piece);

  /** Follows the last piece. */
  ByteBuf end();
}

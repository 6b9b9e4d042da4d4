package dev.untorn.delivery.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** How a client finds the end of a stream. */
public enum StreamFraming {
  /** By its length, or because the connection is closed. */
  NONE {
    @Override
    ByteBuf frame(ByteBuf piece) {
      return piece;
    }

    @Override
    ByteBuf end() {
      return Unpooled.EMPTY_BUFFER;
    }
  },
  /** By the last of its chunks (RFC 9112, 7.1). */
  CHUNKED {
    @Override
    ByteBuf frame(ByteBuf piece) {
      return Unpooled.wrappedBuffer(
          ascii(Integer.toHexString(piece.readableBytes()) + "\r\n"), piece, ascii("\r\n"));
    }

    @Override
    ByteBuf end() {
      return ascii("0\r\n\r\n");
    }
  };

  /** Owns the piece, which is not empty. */
  abstract ByteBuf frame(ByteBuf piece);

  /** What follows the last piece. */
  abstract ByteBuf end();

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}

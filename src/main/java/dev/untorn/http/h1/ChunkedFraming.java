package dev.untorn.http.h1;

import dev.untorn.delivery.transfer.StreamFraming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames a stream in chunks; the last chunk marks its end (RFC 9112, 7.1). */
public final class ChunkedFraming implements StreamFraming {
  @Override
  public ByteBuf frame(ByteBuf piece) {
    return Unpooled.wrappedBuffer(
        ascii(Integer.toHexString(piece.readableBytes()) + "\r\n"), piece, ascii("\r\n"));
  }

  @Override
  public ByteBuf end() {
    return ascii("0\r\n\r\n");
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}

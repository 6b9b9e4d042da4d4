package dev.untorn.delivery.transfer;

import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts parts of a body in memory behind a head. */
final class MemoryParts {
  /** Up to this size, copying into the head's buffer is cheaper than a second buffer. */
  static final int COPY_MAX_BYTES = 16 * 1024;

  private MemoryParts() {}

  /** One buffer with everything; owns the head. */
  static ByteBuf behind(
      ByteBuf head, ByteBuffer bytes, List<Segment> body, ByteBufAllocator memory) {
    ByteBuf all = head;
    for (Segment segment : body) {
      all =
          append(
              memory,
              all,
              switch (segment) {
                case Segment.Text text ->
                    Unpooled.copiedBuffer(text.ascii(), StandardCharsets.US_ASCII);
                case Segment.Slice(ByteRange range) ->
                    Unpooled.wrappedBuffer(
                        bytes.slice((int) range.first(), (int) range.lengthBytes()));
              });
    }
    return all;
  }

  private static ByteBuf append(ByteBufAllocator memory, ByteBuf all, ByteBuf piece) {
    if (piece.readableBytes() <= COPY_MAX_BYTES && !(all instanceof CompositeByteBuf)) {
      all.writeBytes(piece);
      piece.release();
      return all;
    }
    CompositeByteBuf composite =
        all instanceof CompositeByteBuf before
            ? before
            // No limit: joining components would copy the first ones again for each of hundreds.
            : memory.compositeDirectBuffer(Integer.MAX_VALUE).addComponent(true, all);
    return composite.addComponent(true, piece);
  }
}

package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Sends head and body from one buffer in memory: at once what the wire takes, the rest later. */
public final class BytesTransfer extends AbstractTransfer {
  /** Up to this size, copying into the head's buffer is cheaper than a second buffer. */
  static final int COPY_MAX_BYTES = 16 * 1024;

  private final ByteBuf response;
  private final int responseBytes;
  private final int headBytes;

  /** Owns the response, a direct buffer that begins with {@code headBytes} of head. */
  public BytesTransfer(Wire wire, ByteBuf response, int headBytes, Consumer<Ended> whenEnded) {
    super(wire, whenEnded);
    this.response = response;
    this.responseBytes = response.readableBytes();
    this.headBytes = headBytes;
  }

  /** One buffer with a head and parts of a body in memory; owns the head. */
  static ByteBuf joined(
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

  @Override
  public void start() {
    try {
      if (leavesAtOnce()) {
        response.release();
        completed();
        return;
      }
    } catch (IOException e) {
      response.release();
      end(Endings.of(e), handedBytes());
      return;
    }
    wire()
        .write(response)
        .addListener(written -> {
          if (written.isSuccess()) {
            completed();
          } else {
            end(Endings.of(written.cause()), handedBytes());
          }
        });
  }

  private boolean leavesAtOnce() throws IOException {
    if (response.nioBufferCount() != 1) {
      return false;
    }
    response.skipBytes((int) wire().trySend(response.nioBuffer()));
    return !response.isReadable();
  }

  private void completed() {
    end(Ending.COMPLETED, responseBytes - headBytes);
  }

  @Override
  public long handedBytes() {
    return Math.max(0, responseBytes - response.readableBytes() - headBytes);
  }

  @Override
  public boolean isSending() {
    return !hasEnded();
  }

  /** The wire owns the response. */
  @Override
  void letGo() {}
}

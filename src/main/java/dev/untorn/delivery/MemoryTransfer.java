package dev.untorn.delivery;

import dev.untorn.version.Hold;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends a body from memory, in one write with its head. */
final class MemoryTransfer implements Transfer {
  /** Up to here copying into the head's buffer is cheaper than a second buffer for the kernel. */
  static final int COPY_MAX_BYTES = 16 * 1024;

  private final Channel channel;
  private final Hold hold;
  private final ByteBuf response;
  private final int responseBytes;
  private final int headBytes;
  private final Consumer<Ended> whenEnded;
  private boolean ended;

  /** Owns the head. */
  MemoryTransfer(
      Channel channel,
      ByteBuf head,
      Hold hold,
      ByteBuffer bytes,
      List<Segment> body,
      Consumer<Ended> whenEnded) {
    this.channel = channel;
    this.hold = hold;
    this.headBytes = head.readableBytes();
    this.response = assemble(channel, head, bytes, body);
    this.responseBytes = response.readableBytes();
    this.whenEnded = whenEnded;
  }

  private static ByteBuf assemble(
      Channel channel, ByteBuf head, ByteBuffer bytes, List<Segment> body) {
    ByteBuf all = head;
    for (Segment segment : body) {
      all =
          append(
              channel,
              all,
              switch (segment) {
                case Segment.Text(String ascii) ->
                    Unpooled.copiedBuffer(ascii, StandardCharsets.US_ASCII);
                case Segment.Slice(ByteRange range) ->
                    Unpooled.wrappedBuffer(
                        bytes.slice((int) range.first(), (int) range.lengthBytes()));
              });
    }
    return all;
  }

  private static ByteBuf append(Channel channel, ByteBuf all, ByteBuf piece) {
    if (piece.readableBytes() <= COPY_MAX_BYTES && !(all instanceof CompositeByteBuf)) {
      all.writeBytes(piece);
      piece.release();
      return all;
    }
    CompositeByteBuf composite =
        all instanceof CompositeByteBuf before
            ? before
            : channel.alloc().compositeDirectBuffer().addComponent(true, all);
    return composite.addComponent(true, piece);
  }

  @Override
  public void start() {
    channel
        .writeAndFlush(response)
        .addListener(
            future -> end(future.isSuccess() ? Ending.COMPLETED : Endings.of(future.cause())));
  }

  @Override
  public long handedBytes() {
    long sent = (long) responseBytes - response.readableBytes() - headBytes;
    return Math.max(0, sent);
  }

  @Override
  public boolean isSending() {
    return !ended;
  }

  @Override
  public void abort(Ending why) {
    end(why);
  }

  private void end(Ending how) {
    if (ended) {
      return;
    }
    ended = true;
    long bodyBytes = how == Ending.COMPLETED ? responseBytes - headBytes : handedBytes();
    if (how != Ending.COMPLETED) {
      // Netty lets go of the buffers when the channel closes, which it does before this returns.
      Endings.cut(channel);
    }
    hold.close();
    whenEnded.accept(new Ended(how, bodyBytes, Optional.empty()));
  }
}

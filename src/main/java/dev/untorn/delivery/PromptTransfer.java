package dev.untorn.delivery;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.SocketOut;
import dev.untorn.version.Hold;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a whole body from memory behind a head that was encoded before: by one system call, past
 * Netty's queue if nothing waits in it, and without a copy. What the socket does not take at once
 * goes the usual way.
 */
public final class PromptTransfer implements Transfer {
  private final UnixChannel channel;
  private final ByteBuffer head;
  private final Hold hold;
  private final ByteBuffer body;
  private final Consumer<Ended> whenEnded;
  private Optional<Transfer> rest = Optional.empty();
  private long bodyBytesAtOnce;

  /**
   * Owns the hold. The buffers are direct.
   *
   * @param head complete; copied before {@link #start} returns, if it is needed longer
   * @param bytes of the body, not empty
   */
  public PromptTransfer(
      UnixChannel channel,
      ByteBuffer head,
      Hold hold,
      ByteBuffer bytes,
      Consumer<Ended> whenEnded) {
    this.channel = channel;
    this.head = head;
    this.hold = hold;
    this.body = bytes;
    this.whenEnded = whenEnded;
  }

  @Override
  public void start() {
    long sent;
    try {
      sent =
          isQueueEmpty(channel)
              ? Math.max(0, SocketOut.send(channel.fd().intValue(), head, body))
              : 0;
    } catch (KernelException e) {
      hold.close();
      Endings.cut(channel);
      whenEnded.accept(new Ended(Endings.of(e), 0, Optional.empty()));
      return;
    }
    int headBytes = head.remaining();
    int bodyBytes = body.remaining();
    bodyBytesAtOnce = Math.max(0, sent - headBytes);
    if (sent == headBytes + bodyBytes) {
      hold.close();
      whenEnded.accept(new Ended(Ending.COMPLETED, bodyBytes, Optional.empty()));
    } else {
      sendRest((int) Math.min(sent, headBytes));
    }
  }

  /** Whether nothing waits that must go first. */
  static boolean isQueueEmpty(UnixChannel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue != null && queue.isEmpty();
  }

  private void sendRest(int headBytesAtOnce) {
    ByteBuf restOfHead = channel.alloc().directBuffer(head.remaining());
    restOfHead.writeBytes(head.duplicate().position(head.position() + headBytesAtOnce));
    Transfer started =
        new MemoryTransfer(
            channel,
            restOfHead,
            hold,
            body,
            List.of(new Segment.Slice(new ByteRange(bodyBytesAtOnce, body.remaining() - 1))),
            this::restEnded);
    rest = Optional.of(started);
    started.start();
  }

  private void restEnded(Ended how) {
    whenEnded.accept(
        new Ended(how.ending(), bodyBytesAtOnce + how.bodyBytes(), how.modification()));
  }

  @Override
  public long handedBytes() {
    return bodyBytesAtOnce + rest.map(Transfer::handedBytes).orElse(0L);
  }

  @Override
  public boolean isSending() {
    return rest.map(Transfer::isSending).orElse(false);
  }

  @Override
  public void abort(Ending why) {
    rest.ifPresent(running -> running.abort(why));
  }
}

package dev.untorn.delivery;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.SocketOut;
import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.UnixChannel;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a response from memory, its head with it: past Netty's queue if nothing waits in it; what
 * the socket does not take at once goes the usual way.
 */
public final class BytesTransfer implements Transfer {
  private final UnixChannel channel;
  private final ByteBuf response;
  private final int responseBytes;
  private final int headBytes;
  private final Consumer<Ended> whenEnded;
  private boolean ended;

  /**
   * Owns the response.
   *
   * @param response direct
   * @param headBytes how many of its bytes are the head
   */
  public BytesTransfer(
      UnixChannel channel, ByteBuf response, int headBytes, Consumer<Ended> whenEnded) {
    this.channel = channel;
    this.response = response;
    this.responseBytes = response.readableBytes();
    this.headBytes = headBytes;
    this.whenEnded = whenEnded;
  }

  @Override
  public void start() {
    try {
      if (leavesAtOnce()) {
        response.release();
        end(Ending.COMPLETED);
        return;
      }
    } catch (KernelException e) {
      response.release();
      end(Endings.of(e));
      return;
    }
    channel
        .writeAndFlush(response)
        .addListener(
            future -> end(future.isSuccess() ? Ending.COMPLETED : Endings.of(future.cause())));
  }

  private boolean leavesAtOnce() throws KernelException {
    if (response.nioBufferCount() != 1 || !PromptTransfer.isQueueEmpty(channel)) {
      return false;
    }
    ByteBuffer bytes = response.nioBuffer();
    long sent = Math.max(0, SocketOut.send(channel.fd().intValue(), bytes));
    response.skipBytes((int) sent);
    return !response.isReadable();
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
    whenEnded.accept(new Ended(how, bodyBytes, Optional.empty()));
  }
}

package dev.untorn.delivery;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a response from memory, its head with it: at once as far as the wire takes it, the
 * rest when it takes more.
 */
public final class BytesTransfer implements Transfer {
  private final Wire wire;
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
      Wire wire, ByteBuf response, int headBytes, Consumer<Ended> whenEnded) {
    this.wire = wire;
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
    } catch (IOException e) {
      response.release();
      end(Endings.of(e));
      return;
    }
    wire.write(response)
        .addListener(
            future -> end(future.isSuccess() ? Ending.COMPLETED : Endings.of(future.cause())));
  }

  private boolean leavesAtOnce() throws IOException {
    if (response.nioBufferCount() != 1) {
      return false;
    }
    response.skipBytes((int) wire.trySend(response.nioBuffer()));
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
      wire.reset();
    }
    whenEnded.accept(new Ended(how, bodyBytes, Optional.empty()));
  }
}

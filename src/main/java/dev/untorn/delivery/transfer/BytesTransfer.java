package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.function.Consumer;

/** Sends head and body from one buffer in memory: at once what the wire takes, the rest later. */
public final class BytesTransfer extends AbstractTransfer {
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

package dev.untorn.delivery.wire;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Continues a pending write whenever its socket is writable. In Netty's queue it looks like a file
 * of one byte: Netty has a file send itself when the socket takes more, a few times in a row before
 * other connections have their turn. Event loop only.
 */
final class SocketSignal extends AbstractReferenceCounted
    implements FileRegion, ChannelFutureListener {
  private final SocketWire wire;
  private final PendingWrite write;
  private boolean sent;

  SocketSignal(SocketWire wire, PendingWrite write) {
    this.wire = wire;
    this.write = write;
  }

  /**
   * Reports without a system call that the socket is full where that was just seen. A response that
   * cannot be completed ends with a reset, although Netty closes before it reports why.
   */
  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    if (wire.wasFull()) {
      return 0;
    }
    try {
      sent = wire.giveTurn(write);
    } catch (IOException e) {
      wire.resetWhenClosed();
      throw e;
    } catch (RuntimeException e) {
      wire.resetWhenClosed();
      throw new IOException(e); // After other exceptions Netty only ends the output.
    }
    return sent || !wire.wasFull() ? 1 : 0;
  }

  @Override
  public void operationComplete(ChannelFuture future) {
    if (future.isSuccess()) {
      write.sent();
    } else {
      write.failed(future.cause());
    }
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public long transferred() {
    return sent ? 1 : 0;
  }

  @Override
  @Deprecated
  public long transfered() {
    return sent ? 1 : 0;
  }

  @Override
  public long count() {
    return 1;
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }

  @Override
  protected void deallocate() {}
}

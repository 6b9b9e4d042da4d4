package dev.untorn.delivery.wire;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.Acknowledged;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/**
 * A wire that takes nothing but bytes, a little at a time, as one that encrypts would: all go
 * through Netty's queue. It sends no files, and knows nothing of acknowledged pages.
 */
public final class BufferWire implements ConnectionWire {
  /** As much as a TLS record holds. */
  private static final int TAKEN_BYTES_MAX = 16 * 1024;

  /** Steps of a pending write before other connections have their turn. */
  private static final int STEPS = 8;

  private final UnixChannel channel;
  private Optional<PendingWrite> pending = Optional.empty();

  /** For a new connection, which has no handler yet. */
  public BufferWire(UnixChannel channel) {
    this.channel = channel;
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelWritabilityChanged(ChannelHandlerContext context) {
                goOn();
                context.fireChannelWritabilityChanged();
              }

              @Override
              public void channelInactive(ChannelHandlerContext context) {
                fail(new ClosedChannelException());
                context.fireChannelInactive();
              }
            });
  }

  private void goOn() {
    for (int step = 0; step < STEPS && pending.isPresent() && channel.isWritable(); step++) {
      PendingWrite write = pending.get();
      boolean whole;
      try {
        whole = write.send();
      } catch (IOException | RuntimeException e) {
        reset();
        fail(e);
        return;
      }
      if (whole) {
        pending = Optional.empty();
        write.sent();
      }
    }
    if (pending.isPresent() && channel.isWritable()) {
      loop().execute(this::goOn);
    }
  }

  private void fail(Exception cause) {
    Optional<PendingWrite> write = pending;
    pending = Optional.empty();
    write.ifPresent(waiting -> waiting.failed(cause));
  }

  @Override
  public EventLoop loop() {
    return channel.eventLoop();
  }

  @Override
  public ByteBufAllocator memory() {
    return channel.alloc();
  }

  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public long trySend(ByteBuffer bytes) {
    return trySend(bytes, Unpooled.EMPTY_BUFFER.nioBuffer());
  }

  @Override
  public long trySend(ByteBuffer head, ByteBuffer body) {
    if (!channel.isActive() || !channel.isWritable()) {
      return 0;
    }
    int headBytes = Math.min(head.remaining(), TAKEN_BYTES_MAX);
    int bodyBytes = Math.min(body.remaining(), TAKEN_BYTES_MAX - headBytes);
    int copied = headBytes + bodyBytes;
    ByteBuf copy = memory().directBuffer(copied);
    copy.writeBytes(head.duplicate().limit(head.position() + headBytes));
    copy.writeBytes(body.duplicate().limit(body.position() + bodyBytes));
    var _ = channel.writeAndFlush(copy, channel.voidPromise());
    return copied;
  }

  @Override
  public long trySendFile(ByteBuffer head, LinuxFile file, long from, long length) {
    return REFUSED;
  }

  @Override
  public Future<Void> write(ByteBuf bytes) {
    return channel.writeAndFlush(bytes);
  }

  @Override
  public void whenWritable(PendingWrite write) {
    pending = Optional.of(write);
    if (isOpen()) {
      loop().execute(this::goOn);
    } else {
      fail(new ClosedChannelException());
    }
  }

  @Override
  public long unackedBytes() {
    try {
      return channel.unsafe().outboundBuffer().totalPendingWriteBytes()
          + Acknowledged.outstandingBytes(channel.fd().intValue());
    } catch (KernelException e) {
      return 0;
    }
  }

  @Override
  public boolean isSameHost() {
    return true;
  }

  @Override
  public SentPages handOut(Runnable whenReleased) {
    throw new IllegalStateException("nothing is sent by reference here");
  }

  @Override
  public void reset() {
    if (isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var _ = channel.close();
    }
  }

  @Override
  public void failed(Throwable cause) {
    channel.pipeline().fireExceptionCaught(cause);
  }

  @Override
  public void requireAlone(ChannelHandler protocol) {
    // It bypasses no handler.
  }

  @Override
  public boolean hasUnackedPages() {
    return false;
  }

  @Override
  public void whenNoUnackedPages(Runnable task) {
    task.run();
  }

  @Override
  public void shutdownOutput() {
    afterAllSent(() -> {
      var _ = ((DuplexChannel) channel).shutdownOutput();
    });
  }

  @Override
  public void close() {
    afterAllSent(() -> {
      var _ = channel.close();
    });
  }

  private void afterAllSent(Runnable then) {
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> then.run());
  }
}

package dev.untorn.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Makes the connections of one event loop, all of which read to the same memory. */
final class Dialer {
  /** Large enough for few calls, small enough to stay in a core's own cache. */
  private static final int READ_BYTES = 64 * 1024;

  /** What the kernel keeps for a slow reader; with megabytes of it, it would not be slow. */
  private static final int SLOW_BUFFER_BYTES = 16 * 1024;

  /** Reads of a slow connection in a second. */
  private static final int SLOW_READS_PER_SECOND = 50;

  /** After so many reads of one connection, others get their turn. */
  private static final int READS_PER_TURN = 16;

  private final ByteBuf buffer;
  private final ByteBuffer view;
  private final Bootstrap plain;
  private final Bootstrap paced;

  Dialer(InetSocketAddress address, LoadProfile profile, EventLoop loop) {
    int readBytes = readBytes(profile);
    buffer = Unpooled.directBuffer(readBytes, readBytes);
    view = buffer.internalNioBuffer(0, buffer.capacity()).duplicate();
    plain =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .remoteAddress(address)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.clamp(profile.timeout().toMillis(), 1, Integer.MAX_VALUE))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new SharedReads());
    paced = plain.clone();
    if (profile.readBytesPerSecond().isPresent()) {
      paced
          .option(ChannelOption.AUTO_READ, false)
          .option(ChannelOption.SO_RCVBUF, SLOW_BUFFER_BYTES);
    }
  }

  private static int readBytes(LoadProfile profile) {
    long slow = profile.readBytesPerSecond().orElse(Long.MAX_VALUE) / SLOW_READS_PER_SECOND;
    return Math.clamp(slow, 1, READ_BYTES);
  }

  /** The memory all reads go to. */
  ByteBuffer view() {
    return view;
  }

  /** A connection for many requests, that reads as fast as the load says. */
  ChannelFuture active(ChannelHandler handler) {
    return paced.handler(handler).connect();
  }

  /**
   * A connection for one request. It ends by a reset, so that thousands of them, time after time,
   * leave no ports waiting (tcp(7)).
   */
  ChannelFuture idle(ChannelHandler handler) {
    return plain.clone().option(ChannelOption.SO_LINGER, 0).handler(handler).connect();
  }

  /** Frees the memory, when no connection is left. */
  void release() {
    buffer.release();
  }

  /** All reads go to the same buffer: each is looked at before the next, and nobody keeps it. */
  private final class SharedReads extends DefaultMaxMessagesRecvByteBufAllocator {
    SharedReads() {
      super(READS_PER_TURN);
    }

    @Override
    public MaxMessageHandle newHandle() {
      return new MaxMessageHandle() {
        @Override
        public ByteBuf allocate(ByteBufAllocator unused) {
          return buffer.clear().retain();
        }

        @Override
        public int guess() {
          return buffer.capacity();
        }
      };
    }
  }
}

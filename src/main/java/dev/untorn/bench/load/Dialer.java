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

/** Opens the connections of one event loop, all of which read into the same buffer. */
final class Dialer {
  /** Large enough for few system calls, small enough for a core's own cache. */
  private static final int READ_BYTES = 64 * 1024;

  /** SO_RCVBUF of a slow reader: with megabytes the kernel would read ahead at full speed. */
  private static final int SLOW_BUFFER_BYTES = 16 * 1024;

  private static final int SLOW_READS_PER_SECOND = 50;

  /** Reads of one connection before others have their turn. */
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

  ByteBuffer view() {
    return view;
  }

  /** A connection for many requests, which reads as fast as the load profile says. */
  ChannelFuture active(ChannelHandler handler) {
    return paced.handler(handler).connect();
  }

  /**
   * A connection for one request. Closes with a reset, because thousands of ports would otherwise
   * stay in TIME_WAIT (tcp(7)).
   */
  ChannelFuture idle(ChannelHandler handler) {
    return plain.clone().option(ChannelOption.SO_LINGER, 0).handler(handler).connect();
  }

  /** Frees the buffer; call it when all connections are closed. */
  void release() {
    buffer.release();
  }

  /** All reads can share a buffer, because each is processed before the next. */
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

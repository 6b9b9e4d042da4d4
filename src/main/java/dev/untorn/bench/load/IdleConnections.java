package dev.untorn.bench.load;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Open connections that send nothing after a first request, which makes them keep-alive connections
 * for the server. On their event loop's thread only.
 */
final class IdleConnections {
  /** Connects at once: more could overflow the server's backlog. */
  private static final int CONNECTING_MAX = 64;

  /** The pause before lost connections are reopened. */
  private static final long RETRY_NANOS = 10_000_000;

  private final Dialer dialer;
  private final EventLoop loop;
  private final ReplyHead head;
  private final PreparedRequest greeting;
  private final int wanted;
  private final Set<Channel> channels = new HashSet<>();
  private int open;
  private int connecting;
  private long ended;
  private boolean stopped;

  IdleConnections(
      Dialer dialer, EventLoop loop, ReplyHead head, PreparedRequest greeting, int wanted) {
    this.dialer = dialer;
    this.loop = loop;
    this.head = head;
    this.greeting = greeting;
    this.wanted = wanted;
  }

  void fill() {
    while (!stopped && open + connecting < wanted && connecting < CONNECTING_MAX) {
      connecting++;
      Visit visit = new Visit();
      var _ =
          dialer
              .idle(visit)
              .addListener(done -> {
                if (!done.isSuccess()) {
                  visit.end();
                }
              });
    }
  }

  /** How many are open and have received their response. */
  int open() {
    return open;
  }

  /** How many the server has closed since the last {@link #count}. */
  long ended() {
    return ended;
  }

  void count() {
    ended = 0;
  }

  void stop() {
    stopped = true;
    // Closing a channel removes it from the set.
    for (Channel channel : Set.copyOf(channels)) {
      var _ = channel.close();
    }
  }

  private enum State {
    CONNECTING,
    OPEN,
    OVER
  }

  private final class Visit extends ChannelInboundHandlerAdapter implements ReplyReader.Listener {
    private final ReplyReader reader =
        new ReplyReader(head, ClientConnection.HEAD_BYTES_MAX, true, this);
    private State state = State.CONNECTING;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channels.add(context.channel());
      var _ = context.writeAndFlush(greeting.bytes().retainedDuplicate());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      reader.take(dialer.view(), bytes.readerIndex(), bytes.writerIndex());
      bytes.release();
    }

    @Override
    public boolean ended() {
      if (state == State.CONNECTING) {
        state = State.OPEN;
        connecting--;
        open++;
        fill();
      }
      return true;
    }

    @Override
    public void malformed(String why) {
      // The server will close the connection.
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      channels.remove(context.channel());
      end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    private void end() {
      switch (state) {
        case CONNECTING -> connecting--;
        case OPEN -> {
          open--;
          ended++;
        }
        case OVER -> {
          return;
        }
      }
      state = State.OVER;
      if (!stopped) {
        var _ = loop.schedule(IdleConnections.this::fill, RETRY_NANOS, TimeUnit.NANOSECONDS);
      }
    }
  }
}

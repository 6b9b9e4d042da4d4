package dev.untorn.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the admin server, for one answer. Bounded in time. */
final class AdminConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);

  /** A head is usually one packet. */
  private static final long HEAD_SECONDS_MAX = 2;

  /** A scrape is some 100 KiB. */
  private static final long ANSWER_SECONDS_MAX = 10;

  private final DuplexChannel channel;
  private final AdminAnswers answers;
  private final Set<AdminConnection> open;
  private State state = State.WAITING;
  private Future<?> deadline;

  private enum State {
    /** For the request's head. */
    WAITING,
    ANSWERING,
    /** Reads and discards until the client closes: unread bytes would cut its answer. */
    ANSWERED
  }

  /** Adds itself to {@code open} until it is closed. */
  AdminConnection(DuplexChannel channel, AdminAnswers answers, Set<AdminConnection> open) {
    this.channel = channel;
    this.answers = answers;
    this.open = open;
    this.deadline = closeAfter(HEAD_SECONDS_MAX);
    open.add(this);
  }

  private Future<?> closeAfter(long seconds) {
    return channel.eventLoop().schedule(this::close, seconds, TimeUnit.SECONDS);
  }

  /** Whether its head has not arrived yet. */
  boolean isWaiting() {
    return state == State.WAITING;
  }

  void close() {
    var _ = channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (state == State.WAITING && message instanceof HttpRequest request) {
      state = State.ANSWERING;
      deadline.cancel(false);
      deadline = closeAfter(ANSWER_SECONDS_MAX);
      var _ =
          answers
              .answer(request)
              .thenAccept(answer -> {
                var _ = context.writeAndFlush(answer).addListener(_ -> answered());
              });
    }
  }

  private void answered() {
    state = State.ANSWERED;
    if (channel.isInputShutdown()) {
      var _ = channel.close();
    } else {
      var _ = channel.shutdownOutput();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && state != State.ANSWERING) {
      var _ = channel.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a connection to the admin server failed: {}", cause.toString());
    var _ = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel(false);
    open.remove(this);
  }
}

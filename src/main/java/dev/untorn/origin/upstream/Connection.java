package dev.untorn.origin.upstream;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.Unread;
import dev.untorn.origin.upstream.connect.Deadline;
import dev.untorn.origin.upstream.connect.KeepAlive;
import dev.untorn.origin.upstream.message.ResponseDecoder;
import dev.untorn.origin.upstream.message.ResponseHead;
import dev.untorn.semantics.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream, for one exchange after another. Reads only when it is asked to; used
 * by its event loop.
 *
 * <p>Netty's decoder leaves to us: that a body with a length or chunks was cut (it then says
 * nothing), that a body without either was cut by an error (it then says that all is well), 1xx
 * responses, and bytes that nobody requested.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  /** Interim responses before the final one; more are a fault, or meant to keep us busy. */
  private static final int INTERIM_MAX = 16;

  private enum State {
    /** No exchange yet. */
    NEW,
    /** An exchange uses it. */
    BUSY,
    /** The exchange is over; what was read with its end is still to be looked at. */
    SETTLING,
    /** Waits for another exchange; whatever it receives now ends it. */
    IDLE
  }

  /** Whoever keeps connections. */
  interface Keeper {
    /** It may take another exchange. */
    void idle(Connection connection);

    void closed(Connection connection);

    /** It brought what nobody requested. */
    void strayed();
  }

  private final Channel channel;
  private final Keeper keeper;
  private final ResponseDecoder decoder = new ResponseDecoder();
  private final boolean secure;
  private final Deadline expiry;
  private Duration idleMax;
  private State state = State.NEW;
  private @Nullable Exchange exchange;
  private @Nullable Throwable failure;
  private int exchanges;
  private int interim;
  private boolean inInterim;
  private boolean reading;
  private boolean closeNotify;

  Connection(Channel channel, Keeper keeper, Duration idleMax) {
    this.channel = channel;
    this.keeper = keeper;
    this.idleMax = idleMax;
    this.secure = channel.pipeline().get(SslHandler.class) != null;
    this.expiry = new Deadline(channel.eventLoop(), this::close);
  }

  /** Takes over a connected channel. */
  void install() {
    channel.pipeline().addLast(decoder, new HttpRequestEncoder(), this);
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  /** Whether an exchange used it: then it may be about to end without anybody's fault. */
  boolean isUsed() {
    return exchanges > 0;
  }

  /**
   * Whether it may be used again: open, and nothing came that nobody requested, which would pass
   * for the next response.
   */
  boolean isClean() {
    if (!channel.isActive()) {
      return false;
    }
    try {
      boolean unread = Unread.bytes(((EpollSocketChannel) channel).fd().intValue()) > 0;
      // What TLS has not decrypted may be its own, such as a close_notify.
      if (decoder.hasStrayed() || (unread && !secure)) {
        keeper.strayed();
      }
      return !unread && !decoder.hasStrayed();
    } catch (KernelException e) {
      return !decoder.hasStrayed(); // A sandbox does not tell.
    }
  }

  /** Whether any byte came since the exchange began. */
  boolean isAnswering() {
    return decoder.hasReceived();
  }

  void begin(Exchange next) {
    expiry.clear();
    state = State.BUSY;
    exchange = next;
    exchanges++;
    interim = 0;
    decoder.expectAnswer(next.method());
    // An upstream that refuses a body may answer and hang up: its answer is read all the same.
    channel.config().setAutoClose(!next.sendsBody());
  }

  /** Heeds how long its upstream keeps an idle connection. */
  void limitIdle(Fields responseFields) {
    Duration announced = KeepAlive.idleMax(responseFields);
    idleMax = announced.compareTo(idleMax) < 0 ? announced : idleMax;
  }

  ChannelFuture write(Object message) {
    return channel
        .writeAndFlush(message)
        .addListener(written -> {
          if (!written.isSuccess() && failure == null) {
            failure = written.cause();
          }
        });
  }

  /** Wants one more read. */
  void read() {
    if (!reading) {
      channel.read();
    }
  }

  /** The exchange is over, and the connection may serve another. */
  void release() {
    exchange = null;
    state = State.SETTLING;
    if (!reading) {
      settle();
    }
  }

  private void close() {
    var _ = channel.close();
  }

  /** Closes it; its exchange has ended and hears nothing more. */
  void abort() {
    exchange = null;
    close();
  }

  private void settle() {
    if (channel.isActive()) {
      state = State.IDLE;
      expiry.set(idleMax);
      channel.read(); // To see its end, or what nobody requested.
      keeper.idle(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    reading = true;
    Exchange current = exchange;
    HttpObject object = (HttpObject) message;
    try {
      if (current == null) {
        keeper.strayed();
        abort();
      } else if (object.decoderResult().isFailure()) {
        current.malformed(String.valueOf(object.decoderResult().cause().getMessage()));
      } else if (object instanceof HttpResponse response) {
        head(current, response);
      } else if (inInterim) {
        inInterim = !(object instanceof LastHttpContent);
      } else {
        content(current, (HttpContent) object);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(Exchange current, HttpResponse response) {
    boolean isInterim =
        response.status().codeClass() == HttpStatusClass.INFORMATIONAL
            && response.status().code() != 101;
    if (!isInterim) {
      current.head(response);
    } else if (++interim > INTERIM_MAX) {
      current.malformed("more than " + INTERIM_MAX + " interim responses");
    } else {
      inInterim = true;
      if (response.status().code() == 100) {
        current.continued();
      }
    }
  }

  private static void content(Exchange current, HttpContent content) {
    ByteBuf piece = content.content();
    if (piece.isReadable()) {
      current.piece(piece.retain());
    }
    if (content instanceof LastHttpContent last) {
      Fields trailers = ResponseHead.fields(last.trailingHeaders());
      current.last(trailers);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    switch (state) {
      case NEW -> {}
      case BUSY -> {
        Exchange current = exchange;
        if (current != null && current.wantsMore()) {
          channel.read();
        }
      }
      case SETTLING -> settle();
      case IDLE -> channel.read(); // TLS spoke to itself.
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
      closeNotify = true;
      close(); // Nothing can follow; a peer need not end TCP too.
    } else if (event instanceof SslCloseCompletionEvent end && failure == null) {
      failure = end.cause(); // Anybody can end TCP: an end within TLS is none (RFC 9112, 9.8).
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = failure == null ? cause : failure;
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange current = exchange;
    exchange = null;
    expiry.end();
    if (current != null) {
      current.connectionEnded(
          failure, closeNotify ? BodyEnd.Shutdown.CLOSE_NOTIFY : BodyEnd.Shutdown.FIN);
    }
    keeper.closed(this);
  }
}

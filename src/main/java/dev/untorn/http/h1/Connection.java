package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.ConnectionWire;
import dev.untorn.delivery.Ending;
import dev.untorn.http.ClientRate;
import dev.untorn.http.Exchange;
import dev.untorn.http.Loop;
import dev.untorn.http.LoopConnection;
import dev.untorn.http.Peer;
import dev.untorn.http.RequestBody;
import dev.untorn.http.Status;
import dev.untorn.http.h1.ConnectionTimeouts.Phase;
import dev.untorn.http.h1.RequestParser.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads requests one after the other, has each answered before it looks at
 * the next, and watches the clock. Event loop only.
 */
public final class Connection extends ChannelInboundHandlerAdapter
    implements LoopConnection, Http1Sink.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Http1Loop http1;
  private final Loop loop;
  private final Channel channel;
  private final ConnectionWire wire;
  private final LimitSettings limits;
  private final RequestReader requests;
  private final ReadAhead input = new ReadAhead();
  private final ConnectionTimeouts connectionTimeouts;
  private final TickQuota quota;
  private final GracefulClose closing;
  private final Peer peer;
  private Optional<Exchange> exchange = Optional.empty();
  private @Nullable Http1Sink sink;
  private Optional<UnwantedBody> body = Optional.empty();
  private boolean queued;
  private boolean inputEnded;
  private boolean draining;

  /**
   * A connection not yet open.
   *
   * @param channel to read from
   * @param wire to write to, of the same connection
   */
  public Connection(Http1Loop http1, Channel channel, ConnectionWire wire) {
    this.http1 = http1;
    this.loop = http1.loop();
    this.channel = channel;
    this.wire = wire;
    this.connectionTimeouts = new ConnectionTimeouts(loop.loopTick());
    this.quota = new TickQuota(loop.loopTick());
    this.peer = Peer.of(channel.remoteAddress());
    this.limits = http1.service().settings().limits();
    this.closing = new GracefulClose(channel, wire, connectionTimeouts, limits);
    this.requests = http1.newReader();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    wire.requireAlone(this);
    if (!http1.service().connections().tryOpen()) {
      inputEnded = true;
      wire.reset();
      return;
    }
    loop.add(this);
    connectionTimeouts.await(Phase.HEAD, limits.headerTimeout().toNanos());
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closing.hasBegun() || inputEnded) {
      bytes.release();
      return;
    }
    input.append(bytes);
    enqueue();
  }

  private void enqueue() {
    if (!queued) {
      queued = true;
      loop.enqueue(this);
    }
  }

  @Override
  public void answer() {
    queued = leavesSome();
    if (queued) {
      loop.enqueueForNextTurn(this);
    }
    input.trim();
    // While an answer is written, or others have their turn, only so much is read ahead.
    boolean free = exchange.isEmpty() && !queued;
    long aheadBytes = input.bytes().readableBytes();
    channel.config().setAutoRead(free || aheadBytes < limits.pipelined().bytes());
    if (inputEnded && free) {
      closing.begin(inputEnded);
    }
  }

  /** Answers what may be answered in this turn. Whether more waits for the next one. */
  private boolean leavesSome() {
    boolean goesOn = true;
    while (goesOn && exchange.isEmpty() && !closing.hasBegun() && wire.isOpen()) {
      if (!input.isEmpty() && !quota.take()) {
        return true;
      }
      goesOn = body.isPresent() ? drainBody(body.get()) : readRequest();
    }
    return false;
  }

  /** Whether to look further. */
  private boolean readRequest() {
    if (input.isEmpty()) {
      return false;
    }
    if (connectionTimeouts.phase() == Phase.IDLE) {
      connectionTimeouts.await(Phase.HEAD, limits.headerTimeout().toNanos());
    }
    RequestHead next = requests.read(input.bytes());
    if (next != null) {
      receive(next);
      return true;
    }
    Malformed malformed = requests.failure();
    if (malformed != null) {
      refuse(requests.unreadable(), Status.of(malformed.status()), malformed.detail());
    }
    return false;
  }

  private void receive(RequestHead request) {
    switch (request.body()) {
      case RequestBody.None() -> exchangeFor(request, !draining).begin();
      // The answer does not depend on the body, which may be long: it closes the connection.
      case RequestBody.Length _, RequestBody.Chunked _
          when !request.request().method().isServed() ->
          exchangeFor(request, false).begin();
      case RequestBody.Length(long bytes) when bytes > limits.bodyMax().bytes() ->
          refuse(request, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
      case RequestBody.Length _, RequestBody.Chunked _ -> {
        if (request.expectContinue()) {
          var _ = wire.write(Unpooled.wrappedBuffer(UnwantedBody.CONTINUE));
        }
        body = Optional.of(UnwantedBody.of(request, limits.bodyMax().bytes()));
        connectionTimeouts.await(Phase.BODY, limits.headerTimeout().toNanos());
      }
    }
  }

  private boolean drainBody(UnwantedBody unwanted) {
    RequestHead request = unwanted.request();
    switch (unwanted.drain().consume(input.bytes())) {
      case MORE -> {
        return false;
      }
      case DONE -> {
        body = Optional.empty();
        exchangeFor(request, !draining).begin();
      }
      case TOO_LARGE ->
          refuse(request, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
      case MALFORMED -> refuse(request, Status.BAD_REQUEST, "The body's framing is broken.");
    }
    return true;
  }

  /** Answers with a problem after which nothing on this connection can be understood. */
  private void refuse(RequestHead request, Status status, String detail) {
    body = Optional.empty();
    exchangeFor(request, false).refuse(status, detail);
  }

  private Exchange exchangeFor(RequestHead request, boolean mayKeepAlive) {
    connectionTimeouts.await(Phase.ANSWER, ClientRate.lookNanos(limits));
    sink = new Http1Sink(http1, peer, wire, request, mayKeepAlive, this);
    Exchange next = new Exchange(http1.service(), loop, request.requestContext(), sink);
    exchange = Optional.of(next);
    return next;
  }

  @Override
  public void answered(boolean keepAlive) {
    exchange = Optional.empty();
    if (keepAlive && !draining) {
      connectionTimeouts.await(Phase.IDLE, limits.idleTimeout().toNanos());
      if (!input.isEmpty() || inputEnded) {
        enqueue();
      }
    } else {
      closing.begin(inputEnded);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      // The client may still be reading: a request that it has sent is answered.
      inputEnded = true;
      if (closing.hasBegun()) {
        closing.finish();
      } else if (exchange.isEmpty() && !queued) {
        enqueue();
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    inputEnded = true;
    if (loop.remove(this)) {
      wire.whenNoUnackedPages(() -> http1.service().connections().closed());
    }
    exchange.ifPresent(running -> running.abort(Ending.CLIENT_GONE));
    input.clear();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{}: {}", channel.remoteAddress(), cause.toString());
      wire.reset();
    } else {
      fail(cause);
    }
  }

  @Override
  public void checkDeadlines(long nowNanos) {
    if (!wire.isOpen() || !connectionTimeouts.isOver(nowNanos)) {
      return; // One that is closed has its end told soon.
    }
    switch (connectionTimeouts.phase()) {
      case LINGER -> closing.overdue(nowNanos);
      case IDLE, HEAD -> {
        if (requests.isWithinHead()) {
          refuse(requests.unreadable(), Status.REQUEST_TIMEOUT, "The head took too long.");
        } else {
          closing.beginIdle();
        }
      }
      case BODY ->
          refuse(body.orElseThrow().request(), Status.REQUEST_TIMEOUT, "The body took too long.");
      case ANSWER -> checkSpeed(nowNanos);
    }
  }

  /** Ends a transfer to a reader slower than the minimum rate, averaged over the grace. */
  private void checkSpeed(long nowNanos) {
    Exchange running = exchange.orElseThrow();
    if (Objects.requireNonNull(sink).isTakenTooSlowly(nowNanos, limits)) {
      running.abort(Ending.TOO_SLOW);
    } else {
      connectionTimeouts.await(Phase.ANSWER, ClientRate.lookNanos(limits));
    }
  }

  @Override
  public void drain() {
    draining = true;
    boolean waits =
        connectionTimeouts.phase() == Phase.IDLE || connectionTimeouts.phase() == Phase.HEAD;
    if (waits && !queued && input.isEmpty() && !requests.isWithinHead()) {
      closing.beginIdle();
    }
  }

  @Override
  public void fail(Throwable cause) {
    try {
      LOG.error("{}: unexpected", channel.remoteAddress(), cause);
    } finally {
      cut(Ending.FAILED);
    }
  }

  @Override
  public void stop() {
    if (exchange.isPresent()) {
      cut(Ending.SHUTDOWN);
    } else {
      closing.abandon();
    }
  }

  private void cut(Ending why) {
    try {
      exchange.ifPresent(running -> running.abort(why));
    } finally {
      wire.reset();
    }
  }
}

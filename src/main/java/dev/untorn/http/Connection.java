package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Endings;
import dev.untorn.delivery.HandedOut;
import dev.untorn.http.Patience.Phase;
import dev.untorn.http.RequestParser.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads requests one after the other, has each answered before it looks at
 * the next, and watches the clock. Event loop only.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Service service;
  private final Loop loop;
  private final UnixChannel channel;
  private final LimitSettings limits;
  private final RequestReader requests;
  private final ReadAhead input = new ReadAhead();
  private final Patience patience;
  private final TurnQuota quota;
  private final GracefulClose closing;
  private final Peer peer;
  private Optional<Exchange> exchange = Optional.empty();
  private Optional<UnwantedBody> body = Optional.empty();
  private boolean queued;
  private boolean inputEnded;
  private boolean draining;

  Connection(Service service, Loop loop, UnixChannel channel) {
    this.service = service;
    this.loop = loop;
    this.channel = channel;
    this.patience = new Patience(loop.turn());
    this.quota = new TurnQuota(loop.turn());
    this.peer = Peer.of(channel);
    this.limits = service.settings().limits();
    this.closing = new GracefulClose(channel, patience, limits);
    this.requests = new RequestReader(limits, loop.seenHeads(), loop.seenRanges());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Http.requireAlone(this, context.pipeline());
    if (!service.connections().tryOpen()) {
      inputEnded = true;
      Endings.cut(channel);
      return;
    }
    loop.add(this);
    patience.await(Phase.HEAD, limits.headerTimeout().toNanos());
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

  /** Looks at what has been read. */
  void answer() {
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
    while (goesOn && exchange.isEmpty() && !closing.hasBegun() && channel.isActive()) {
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
    if (patience.phase() == Phase.IDLE) {
      patience.await(Phase.HEAD, limits.headerTimeout().toNanos());
    }
    Asked next = requests.read(input.bytes());
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

  private void receive(Asked asked) {
    switch (asked.request().body()) {
      case RequestBody.None() -> begin(asked, !draining);
      // The answer does not depend on the body, which may be long: it closes the connection.
      case RequestBody.Length _, RequestBody.Chunked _ when !asked.request().method().isServed() ->
          begin(asked, false);
      case RequestBody.Length(long bytes) when bytes > limits.bodyMax().bytes() ->
          refuse(asked, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
      case RequestBody.Length _, RequestBody.Chunked _ -> {
        if (asked.request().expectContinue()) {
          var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(UnwantedBody.CONTINUE));
        }
        body = Optional.of(UnwantedBody.of(asked, limits.bodyMax().bytes()));
        patience.await(Phase.BODY, limits.headerTimeout().toNanos());
      }
    }
  }

  private boolean drainBody(UnwantedBody unwanted) {
    Asked asked = unwanted.asked();
    switch (unwanted.drain().consume(input.bytes())) {
      case MORE -> {
        return false;
      }
      case DONE -> {
        body = Optional.empty();
        begin(asked, !draining);
      }
      case TOO_LARGE ->
          refuse(asked, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
      case MALFORMED -> refuse(asked, Status.BAD_REQUEST, "The body's framing is broken.");
    }
    return true;
  }

  private void begin(Asked asked, boolean mayKeepAlive) {
    exchangeFor(asked).begin(mayKeepAlive);
  }

  /** Answers with a problem after which nothing on this connection can be understood. */
  private void refuse(Asked asked, Status status, String detail) {
    body = Optional.empty();
    exchangeFor(asked).refuse(status, detail);
  }

  private Exchange exchangeFor(Asked asked) {
    patience.await(Phase.ANSWER, ClientRate.lookNanos(limits));
    Exchange next = new Exchange(service, loop, peer, asked, this::answered);
    exchange = Optional.of(next);
    return next;
  }

  private void answered(boolean keepAlive) {
    exchange = Optional.empty();
    if (keepAlive && !draining) {
      patience.await(Phase.IDLE, limits.idleTimeout().toNanos());
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
      HandedOut.whenNone(channel, () -> service.connections().closed());
    }
    exchange.ifPresent(running -> running.abort(Ending.CLIENT_GONE));
    input.clear();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{}: {}", channel.remoteAddress(), cause.toString());
      Endings.cut(channel);
    } else {
      fail(cause);
    }
  }

  /** Ends what takes too long; called every fraction of a second. */
  void checkDeadlines(long nowNanos) {
    if (!channel.isActive() || !patience.isOver(nowNanos)) {
      return; // One that is closed has its end told soon.
    }
    switch (patience.phase()) {
      case LINGER -> closing.overdue(nowNanos);
      case IDLE, HEAD -> {
        if (requests.isWithinHead()) {
          refuse(requests.unreadable(), Status.REQUEST_TIMEOUT, "The head took too long.");
        } else {
          closing.beginIdle();
        }
      }
      case BODY ->
          refuse(body.orElseThrow().asked(), Status.REQUEST_TIMEOUT, "The body took too long.");
      case ANSWER -> checkSpeed(nowNanos);
    }
  }

  /** Ends a transfer to a reader slower than the minimum rate, averaged over the grace. */
  private void checkSpeed(long nowNanos) {
    Exchange running = exchange.orElseThrow();
    if (running.isTakenTooSlowly(nowNanos)) {
      running.abort(Ending.TOO_SLOW);
    } else {
      patience.await(Phase.ANSWER, ClientRate.lookNanos(limits));
    }
  }

  /** Closes when idle, or with the answer under way. */
  void drain() {
    draining = true;
    boolean waits = patience.phase() == Phase.IDLE || patience.phase() == Phase.HEAD;
    if (waits && !queued && input.isEmpty() && !requests.isWithinHead()) {
      closing.beginIdle();
    }
  }

  /** After an exception that nobody expected: this connection goes, the others stay. */
  void fail(Throwable cause) {
    try {
      LOG.error("{}: unexpected", channel.remoteAddress(), cause);
    } finally {
      cut(Ending.FAILED);
    }
  }

  /** The time for a graceful end is over. */
  void stop() {
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
      Endings.cut(channel);
    }
  }
}

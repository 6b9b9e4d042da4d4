package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.http.ClientRate;
import dev.untorn.http.Exchange;
import dev.untorn.http.Loop;
import dev.untorn.http.LoopConnection;
import dev.untorn.http.Peer;
import dev.untorn.http.TickQuota;
import dev.untorn.http.h1.ConnectionTimeouts.Phase;
import dev.untorn.http.h1.RequestReader.Refusal;
import dev.untorn.semantics.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a client's requests, answers one by one, and enforces timeouts. Event loop only. */
final class Connection extends ChannelInboundHandlerAdapter implements LoopConnection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final String LATE_BODY = "The body took too long.";

  private final Http1Loop http1;
  private final Loop loop;
  private final Channel channel;
  private final ConnectionWire wire;
  private final LimitSettings limits;
  private final ClientInput input;
  private final RequestReader requests;
  private final ConnectionTimeouts timeouts;
  private final TickQuota quota;
  private final GracefulClose closing;
  private final Peer peer;
  private @Nullable Http1Sink response;
  private boolean queued;
  private boolean draining;

  Connection(Http1Loop http1, Channel channel, ConnectionWire wire) {
    this.http1 = http1;
    this.loop = http1.loop();
    this.channel = channel;
    this.wire = wire;
    this.timeouts = new ConnectionTimeouts(loop.tick());
    this.quota = new TickQuota(loop.tick());
    this.peer = Peer.of(channel.remoteAddress());
    this.limits = http1.server().limits();
    this.closing = new GracefulClose(channel, wire, timeouts, limits);
    this.input = new ClientInput(http1, channel, wire, this::refuseMalformedBody);
    this.requests = input.requests();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    wire.requireAlone(this);
    if (!http1.server().connections().tryOpen()) {
      input.end();
      wire.reset();
      return;
    }
    loop.add(this);
    timeouts.await(Phase.HEAD, limits.headerTimeout().toNanos());
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closing.hasBegun() || input.hasEnded()) {
      bytes.release();
      return;
    }
    requests.append(context.alloc(), bytes);
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
    IncomingBody body = requests.incoming();
    if (body != null) {
      body.advance();
    }
    queued = leavesSome();
    if (queued) {
      loop.enqueueForNextTick(this);
    }
    requests.trim();
    // During a response, or while other connections have their turn, read-ahead is limited.
    boolean free = response == null && !queued;
    input.readOn(free);
    if (input.hasEnded() && free) {
      closing.begin(true);
    }
  }

  /** Answers as many requests as this turn allows. True if some are left for the next. */
  private boolean leavesSome() {
    while (!requests.isEmpty() && response == null && !closing.hasBegun() && wire.isOpen()) {
      if (!quota.take()) {
        return true;
      }
      if (!readRequest()) {
        return false;
      }
    }
    return false;
  }

  /** Reads and handles one request. False to stop reading. */
  private boolean readRequest() {
    if (timeouts.phase() == Phase.IDLE) {
      timeouts.await(Phase.HEAD, limits.headerTimeout().toNanos());
    }
    RequestHead next = requests.read();
    if (next != null) {
      exchangeFor(draining ? next.asLast() : next).begin();
      return true;
    }
    Refusal refusal = requests.refusal();
    if (refusal != null) {
      refuse(refusal);
    } else if (requests.isWithinBody() && timeouts.phase() != Phase.BODY) {
      timeouts.await(Phase.BODY, limits.headerTimeout().toNanos());
    }
    boolean continues = requests.takeContinue();
    if (continues) {
      input.sendContinue();
    }
    return continues;
  }

  private void refuseMalformedBody() {
    refuseBody(Status.BAD_REQUEST, RequestReader.BROKEN_FRAMING);
  }

  /** Answers unless it has begun to; the upstream must not take the body for whole. */
  private void refuseBody(Status status, String detail) {
    if (response != null) {
      response.exchange().refuse(status, detail);
    }
    input.cutBody();
  }

  /** Whether another request can follow the response that begins now. */
  boolean isRequestWhole() {
    return input.isRequestWhole();
  }

  /** Answers with a problem, after which the connection's input cannot be understood. */
  private void refuse(Refusal refusal) {
    exchangeFor(refusal.request().asLast()).refuse(refusal.status(), refusal.detail());
  }

  private Exchange exchangeFor(RequestHead request) {
    timeouts.await(Phase.ANSWER, ClientRate.sampleNanos(limits));
    Http1Sink next = new Http1Sink(http1, peer, wire, request, this);
    response = next;
    return next.exchange();
  }

  void answered(boolean keepAlive) {
    response = null;
    if (keepAlive && !draining) {
      timeouts.await(Phase.IDLE, limits.idleTimeout().toNanos());
      if (!requests.isEmpty() || input.hasEnded()) {
        enqueue();
      }
    } else {
      input.cutBody();
      closing.begin(input.hasEnded());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      // The client may still be reading: requests already received are answered.
      input.end();
      if (closing.hasBegun()) {
        closing.finish();
      } else if (response == null || requests.incoming() != null) {
        enqueue();
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    input.end();
    if (loop.remove(this)) {
      wire.whenNoUnackedPages(() -> http1.server().connections().closed());
    }
    abort(Ending.CLIENT_GONE);
    requests.clear();
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
    if (!wire.isOpen() || !timeouts.isOver(nowNanos)) {
      return; // One that is closed has its end told soon.
    }
    switch (timeouts.phase()) {
      case LINGER -> closing.overdue(nowNanos);
      case IDLE, HEAD -> {
        if (requests.isWithinHead()) {
          refuseLate("The head took too long.");
        } else {
          closing.beginIdle();
        }
      }
      case BODY -> refuseLate(LATE_BODY);
      case ANSWER -> {
        if (input.isBodyStalled(nowNanos)) {
          refuseBody(Status.REQUEST_TIMEOUT, LATE_BODY);
        } else if (response != null && response.isTakenTooSlowly(nowNanos, limits)) {
          abort(Ending.TOO_SLOW);
        } else {
          timeouts.await(Phase.ANSWER, ClientRate.sampleNanos(limits));
        }
      }
    }
  }

  private void refuseLate(String detail) {
    refuse(new Refusal(requests.unfinished(), Status.REQUEST_TIMEOUT, detail));
  }

  @Override
  public void drain() {
    draining = true;
    boolean waits = timeouts.phase() == Phase.IDLE || timeouts.phase() == Phase.HEAD;
    if (waits && !queued && requests.isEmpty() && !requests.isWithinHead()) {
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
    if (response == null) {
      closing.abandon();
    } else {
      cut(Ending.SHUTDOWN);
    }
  }

  private void cut(Ending why) {
    try {
      abort(why);
    } finally {
      wire.reset();
    }
  }

  private void abort(Ending why) {
    if (response != null) {
      response.exchange().abort(why);
    }
  }
}

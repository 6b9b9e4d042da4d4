package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.wire.ConnectionWire;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;

/**
 * What a client sends on one connection: how far it is read ahead, whether it has ended, and the
 * body of a request while it goes on to an origin. Event loop only.
 */
final class ClientInput implements IncomingBody.Client {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Http1Loop http1;
  private final Channel channel;
  private final ConnectionWire wire;
  private final LimitSettings limits;
  private final RequestReader requests;
  private final Runnable malformed;
  private boolean ended;

  /** {@code malformed} answers a request whose body's framing is broken. */
  ClientInput(Http1Loop http1, Channel channel, ConnectionWire wire, Runnable malformed) {
    this.http1 = http1;
    this.channel = channel;
    this.wire = wire;
    this.limits = http1.server().limits();
    this.malformed = malformed;
    this.requests = new RequestReader(limits, this, http1.requestHeads(), http1.rangeRequests());
  }

  RequestReader requests() {
    return requests;
  }

  /** Nothing more is received. */
  void end() {
    ended = true;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  /** Reads on if there is room, or without bound. */
  void readOn(boolean unbounded) {
    channel.config().setAutoRead(unbounded || hasRoom());
  }

  private boolean hasRoom() {
    return requests.bytes().readableBytes() < limits.pipelined().bytes();
  }

  @Override
  public void taken() {
    if (hasRoom()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public boolean isRelayed() {
    return http1.server().relays();
  }

  @Override
  public long nowNanos() {
    return http1.loop().tick().nanos();
  }

  @Override
  public void sendContinue() {
    var _ = wire.write(Unpooled.wrappedBuffer(CONTINUE));
  }

  @Override
  public void malformed() {
    malformed.run();
  }

  /** Whether another request can follow the response that begins now. */
  boolean isRequestWhole() {
    IncomingBody body = requests.incoming();
    if (body != null) {
      body.answerBegins();
    }
    return body == null;
  }

  boolean isBodyStalled(long nowNanos) {
    IncomingBody body = requests.incoming();
    return body != null
        && (body.isStalled(nowNanos, limits.headerTimeout().toNanos())
            || body.isTooSlow(nowNanos, limits));
  }

  /** The upstream must not take for whole what it has. */
  void cutBody() {
    IncomingBody body = requests.incoming();
    if (body != null) {
      body.cut();
    }
  }
}

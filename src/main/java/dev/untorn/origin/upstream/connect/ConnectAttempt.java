package dev.untorn.origin.upstream.connect;

import dev.untorn.text.Durations;
import dev.untorn.version.Outage;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection in the making: tries one address after another. Used by one event loop. */
final class ConnectAttempt {
  /** Reads of a few bytes to as many as one piece of a large body has. */
  private static final int READ_BYTES_MIN = 2 << 10;

  private static final int READ_BYTES_FIRST = 16 << 10;
  private static final int READ_BYTES_MAX = 256 << 10;

  /** An address gets at least this, however many there are. */
  private static final long SHARE_MILLIS_MIN = 250;

  private final Connector connector;
  private final EventLoop loop;
  private final Consumer<ConnectResult> connected;
  private final long deadlineNanos;

  /** Of addresses that failed, each once. */
  private final Set<String> reasons = new LinkedHashSet<>();

  /** Of each address that failed. */
  private final List<String> details = new ArrayList<>();

  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Channel current;
  private boolean over;

  /** Unless an address refuses. */
  private Outage outage = Outage.SLOW;

  ConnectAttempt(Connector connector, EventLoop loop, Consumer<ConnectResult> connected) {
    this.connector = connector;
    this.loop = loop;
    this.connected = connected;
    this.deadlineNanos = System.nanoTime() + connector.timeout().toNanos();
  }

  void start() {
    timer = loop.schedule(this::late, connector.timeout().toNanos(), TimeUnit.NANOSECONDS);
    connector.resolve(loop, this::resolved);
  }

  private void resolved(Resolved result) {
    if (over) {
      return;
    }
    switch (result) {
      case Resolved.Addresses known -> tryNext(known.all().iterator(), known.all().size());
      case Resolved.Unresolved unresolved ->
          finish(
              new ConnectResult.Refused(
                  unresolved.outage(), unresolved.reason(), unresolved.detail()));
    }
  }

  private void tryNext(Iterator<InetAddress> rest, int left) {
    if (!rest.hasNext()) {
      finish(refused(outage));
      return;
    }
    InetAddress address = rest.next();
    Runnable next = () -> tryNext(rest, left - 1);
    InetSocketAddress peer = new InetSocketAddress(address, connector.peer().port());
    ChannelFuture connecting = bootstrap(left).connect(peer);
    Channel channel = connecting.channel();
    current = channel;
    connecting.addListener(done -> {
      if (over) {
        var _ = channel.close();
      } else if (done.isSuccess()) {
        tunnel(channel, address, next);
      } else {
        boolean isSlow = done.cause() instanceof ConnectTimeoutException;
        refused(address, isSlow ? outage : Outage.UNREACHABLE, Failures.reason(done.cause()), next);
      }
    });
  }

  /** Has a proxy connect further, where the way leads through one. */
  private void tunnel(Channel channel, InetAddress address, Runnable next) {
    switch (connector.route()) {
      case Route.Direct _, Route.Forwarded _ -> secure(channel, address, next);
      case Route.Tunneled(ForwardProxy proxy) ->
          Tunnel.open(channel, connector.endpoint(), proxy)
              .addListener(done -> {
                if (over) {
                  var _ = channel.close();
                } else if (done.isSuccess()) {
                  secure(channel, address, next);
                } else {
                  var _ = channel.close();
                  refused(address, Outage.BROKEN, Failures.reason(done.cause()), next);
                }
              });
    }
  }

  /** What follows a connection to the endpoint. */
  private void secure(Channel channel, InetAddress address, Runnable next) {
    switch (connector.endpoint().scheme()) {
      case HTTP -> succeed(channel, address);
      case HTTPS -> {
        Future<Channel> handshake = connector.tls().handshake(channel, connector.endpoint());
        handshake.addListener(done -> {
          if (over) {
            var _ = channel.close();
          } else if (done.isSuccess()) {
            succeed(channel, address);
          } else {
            var _ = channel.close();
            refused(address, Outage.BROKEN, TlsFailures.reason(done.cause()), next);
          }
        });
      }
    }
  }

  private void succeed(Channel channel, InetAddress address) {
    channel.pipeline().remove(Quiet.class);
    connector.addresses().works(address);
    finish(new ConnectResult.Connected(channel));
  }

  private void refused(InetAddress address, Outage how, String reason, Runnable next) {
    if (outage != Outage.BROKEN) {
      outage = how;
    }
    connector.addresses().fails(address);
    reasons.add(reason);
    details.add(address.getHostAddress() + ": " + reason);
    next.run();
  }

  private ConnectResult refused(Outage how) {
    return new ConnectResult.Refused(how, String.join("; ", reasons), String.join("; ", details));
  }

  /** Each address gets a fair share of the time that is left. */
  private Bootstrap bootstrap(int addresses) {
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    long share = Math.max(SHARE_MILLIS_MIN, leftMillis / addresses);
    return new Bootstrap()
        .group(loop)
        .channel(EpollSocketChannel.class)
        .disableResolver()
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(share, Integer.MAX_VALUE))
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(READ_BYTES_MIN, READ_BYTES_FIRST, READ_BYTES_MAX))
        .handler(new Quiet());
  }

  private void late() {
    if (!over) {
      Channel trying = current;
      String reason = "no connection within " + Durations.text(connector.timeout().toNanos());
      reasons.add(reason);
      details.add(reason);
      finish(refused(Outage.SLOW));
      if (trying != null) {
        var _ = trying.close();
      }
    }
  }

  private void finish(ConnectResult result) {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
    connected.accept(result);
  }

  /** Futures tell why it failed; Netty would log it once more, with a stack trace. */
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
  }
}

package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Opens connections to one endpoint. Thread-safe. */
public final class Connector {
  private final Endpoint endpoint;
  private final Route route;
  private final Reachable reachable;
  private final Resolver resolver;
  private final ClientTls tls;
  private final Duration timeout;
  private final AddressMemory addresses = new AddressMemory();

  /**
   * @param timeout for a name's resolution, all addresses and TLS together
   */
  public Connector(
      Endpoint endpoint,
      Route route,
      Reachable reachable,
      Resolver resolver,
      ClientTls tls,
      Duration timeout) {
    this.endpoint = endpoint;
    this.route = route;
    this.reachable = reachable;
    this.resolver = resolver;
    this.tls = tls;
    this.timeout = timeout;
  }

  /** Connects on an event loop, which calls this and is called back. */
  public void connect(EventLoop loop, Consumer<ConnectResult> connected) {
    new ConnectAttempt(this, loop, connected).start();
  }

  /** Who is connected to by TCP. */
  Endpoint peer() {
    return switch (route) {
      case Route.Direct _ -> endpoint;
      case Route.Forwarded(ForwardProxy proxy) -> proxy.endpoint();
      case Route.Tunneled(ForwardProxy proxy) -> proxy.endpoint();
    };
  }

  /**
   * The addresses to be tried. Each is checked here, and what was checked is connected to; where a
   * proxy connects, it alone knows the addresses of names.
   */
  void resolve(EventLoop loop, Consumer<Resolved> resolved) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(endpoint.host());
    if (literal != null && !reachable.permits(literal)) {
      resolved.accept(isPrivate(literal));
      return;
    }
    resolver.resolve(
        loop,
        peer().host(),
        result ->
            resolved.accept(
                switch (route) {
                  case Route.Direct _ -> permitted(result);
                  case Route.Forwarded _, Route.Tunneled _ -> result;
                }));
  }

  private Resolved permitted(Resolved result) {
    return switch (result) {
      case Resolved.Unresolved unresolved -> unresolved;
      case Resolved.Addresses found -> {
        List<InetAddress> permitted = found.all().stream().filter(reachable::permits).toList();
        yield permitted.isEmpty()
            ? isPrivate(found.all().getFirst())
            : new Resolved.Addresses(addresses.ordered(permitted));
      }
    };
  }

  private static Resolved isPrivate(InetAddress address) {
    return new Resolved.Unresolved(
        Outage.BROKEN,
        "its address is private, where it must not be (proxy.private-addresses)",
        "its address %s is private, where it must not be (proxy.private-addresses)"
            .formatted(address.getHostAddress()));
  }

  Route route() {
    return route;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  AddressMemory addresses() {
    return addresses;
  }

  ClientTls tls() {
    return tls;
  }

  Duration timeout() {
    return timeout;
  }
}

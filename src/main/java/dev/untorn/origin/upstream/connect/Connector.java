package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Opens connections to one endpoint. Thread-safe. */
public final class Connector {
  private final Endpoint endpoint;
  private final Reachable reachable;
  private final Resolver resolver;
  private final ClientTls tls;
  private final Duration timeout;
  private final AddressMemory addresses = new AddressMemory();

  /**
   * @param timeout for a name's resolution, all addresses and TLS together
   */
  public Connector(
      Endpoint endpoint, Reachable reachable, Resolver resolver, ClientTls tls, Duration timeout) {
    this.endpoint = endpoint;
    this.reachable = reachable;
    this.resolver = resolver;
    this.tls = tls;
    this.timeout = timeout;
  }

  /** Connects on an event loop, which calls this and is called back. */
  public void connect(EventLoop loop, Consumer<ConnectResult> connected) {
    new ConnectAttempt(this, loop, connected).start();
  }

  /** The addresses to be tried. Each is checked here, and what was checked is connected to. */
  void resolve(EventLoop loop, Consumer<Resolved> resolved) {
    resolver.resolve(loop, endpoint.host(), result -> resolved.accept(permitted(result)));
  }

  private Resolved permitted(Resolved result) {
    return switch (result) {
      case Resolved.Unresolved unresolved -> unresolved;
      case Resolved.Addresses found -> {
        List<InetAddress> permitted = found.all().stream().filter(reachable::permits).toList();
        yield permitted.isEmpty()
            ? new Resolved.Unresolved(
                Outage.BROKEN,
                "its address %s is private, where it must not be"
                    .formatted(found.all().getFirst().getHostAddress()))
            : new Resolved.Addresses(addresses.ordered(permitted));
      }
    };
  }

  Endpoint endpoint() {
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

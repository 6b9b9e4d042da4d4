package dev.untorn.origin.upstream.connect;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens connections to one endpoint. Thread-safe. */
public final class Connector {
  private final Endpoint endpoint;
  private final Resolver resolver;
  private final Duration timeout;

  /**
   * @param timeout for a name's resolution, all addresses and TLS together
   */
  public Connector(Endpoint endpoint, Resolver resolver, Duration timeout) {
    this.endpoint = endpoint;
    this.resolver = resolver;
    this.timeout = timeout;
  }

  /** Connects on an event loop, which calls this and is called back. */
  public void connect(EventLoop loop, Consumer<ConnectResult> connected) {
    new ConnectAttempt(endpoint, loop, timeout, connected).start(resolver);
  }
}

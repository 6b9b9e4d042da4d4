package dev.untorn.origin.upstream.connect;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Opens connections to one endpoint. Thread-safe.
 *
 * @param timeout for a name's resolution, all addresses and TLS together
 */
public record Connector(Endpoint endpoint, Resolver resolver, ClientTls tls, Duration timeout) {
  /** Connects on an event loop, which calls this and is called back. */
  public void connect(EventLoop loop, Consumer<ConnectResult> connected) {
    new ConnectAttempt(this, loop, connected).start();
  }

  CompletionStage<List<InetAddress>> resolve(EventLoop loop) {
    return resolver.resolve(endpoint.host());
  }
}

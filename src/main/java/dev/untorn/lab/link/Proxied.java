package dev.untorn.lab.link;

import dev.untorn.lab.mount.Tool;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A wire whose clients are served by a transparent proxy at the server's end. To the server each
 * connection looks like one of a client on the wire, and so does the route to its address; but the
 * packets of the server go to the proxy over the loopback device, by references to pages.
 */
final class Proxied implements Link {
  /** No ephemeral port, so that the rule for the server's packets leaves the proxy's alone. */
  private static final int PROXY_PORT = 8080;

  private final VethPair pair;
  private final Map<Integer, Relay> relays = new HashMap<>();

  private Proxied(VethPair pair) {
    this.pair = pair;
  }

  /**
   * Makes it.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  static Proxied create() throws IOException {
    VethPair pair = VethPair.create();
    try {
      String inside = "ip -n " + pair.sender().name() + " ";
      // A mark of the packet filter is the usual way; a rule by port needs no filter.
      Tool.run(inside + "rule add ipproto tcp sport 32768-60999 lookup 100");
      Tool.run(inside + "route add local 0.0.0.0/0 dev lo table 100");
      return new Proxied(pair);
    } catch (IOException e) {
      pair.close();
      throw e;
    }
  }

  @Override
  public Inet4Address serverAddress() {
    return VethPair.SENDER_ADDRESS;
  }

  @Override
  public synchronized int reach(int serverPort) throws IOException {
    Relay relay = relays.get(serverPort);
    if (relay == null) {
      int port = PROXY_PORT + relays.size();
      relay = atServer(() -> Relay.start(serverAddress(), port, serverPort));
      relays.put(serverPort, relay);
    }
    return relay.port();
  }

  @Override
  public Optional<String> copyingDevice() {
    return Optional.of(VethPair.SENDER_DEVICE);
  }

  @Override
  public <T> T atServer(Callable<T> task) throws IOException {
    return pair.sender().call(task);
  }

  @Override
  public <T> T atClients(Callable<T> task) throws IOException {
    return pair.receiver().call(task);
  }

  @Override
  public Optional<Segments> segments() {
    return Optional.empty();
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
    pair.close();
  }
}

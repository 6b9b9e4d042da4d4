package dev.untorn.lab.link;

import dev.untorn.lab.mount.SystemTool;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A pair whose clients are served by a transparent proxy in the server's namespace. To the server,
 * each connection seems to come from a client on the other side of the pair; but its packets go to
 * the proxy over the loopback device, by references to pages.
 */
final class ProxiedVethPair extends VethPair {
  /**
   * Not an ephemeral port, so that the rule for the server's packets does not match the proxy's.
   */
  private static final int PROXY_PORT = 8080;

  private final Map<Integer, Relay> relays = new HashMap<>();

  @Override
  void build() throws IOException {
    super.build();
    String inside = "ip -n " + sender().name() + " ";
    // Marks of the packet filter are the usual way; a rule by port needs no filter.
    SystemTool.run(inside + "rule add ipproto tcp sport 32768-60999 lookup 100");
    SystemTool.run(inside + "route add local 0.0.0.0/0 dev lo table 100");
  }

  @Override
  public synchronized int reach(int serverPort) throws IOException {
    Relay relay = relays.get(serverPort);
    if (relay == null) {
      int port = PROXY_PORT + relays.size();
      relay = atServer(() -> new Relay(serverAddress(), port, serverPort));
      relays.put(serverPort, relay);
    }
    return relay.port();
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
    super.close();
  }
}

package dev.untorn.lab.link;

import dev.untorn.lab.mount.SystemTool;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Clients reach the server through a transparent proxy in the server's namespace. To the server,
 * connections come from the other side of the pair; but their packets go to the proxy over the
 * loopback device, as references to pages.
 */
final class ProxiedVethPair extends VethPair {
  /** Not an ephemeral port: the rule for the server's packets must not match the proxy's. */
  private static final int PROXY_PORT = 8080;

  private final Map<Integer, Relay> relays = new HashMap<>();

  @Override
  void build() throws IOException {
    super.build();
    String inside = "ip -n " + sender().name() + " ";
    // A rule by port needs no packet filter, unlike the usual marks.
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

package dev.untorn.lab.hazard;

import dev.untorn.lab.link.VethPair;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** A pair of network namespaces whose sender copies each packet, and loses it on demand. */
final class WireLink implements Link {
  private final Network network;
  private final VethPair pair;

  private WireLink(Network network, VethPair pair) {
    this.network = network;
    this.pair = pair;
  }

  /**
   * Makes namespaces and devices.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  static WireLink create(Network network) throws IOException {
    return new WireLink(network, VethPair.create());
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Connection connect() throws IOException {
    try (TcpSocket listener = pair.sender().call(() -> TcpSocket.listen(VethPair.SENDER_ADDRESS))) {
      int port = listener.port();
      TcpSocket peer =
          pair.receiver()
              .call(() ->
                  TcpSocket.connect(
                      VethPair.SENDER_ADDRESS,
                      port,
                      RECEIVE_BUFFER_BYTES,
                      RECEIVE_TIMEOUT_SECONDS));
      return Connection.accepted(listener, peer);
    }
  }

  @Override
  public void lose() throws IOException {
    pair.lose();
  }

  @Override
  public void restore() throws IOException {
    pair.restore();
  }

  @Override
  public void close() {
    pair.close();
  }
}

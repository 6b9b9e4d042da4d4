package dev.untorn.lab.hazard;

import dev.untorn.linux.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;

/** The loopback device of the namespace that this process runs in. */
final class LoopbackLink implements Link {
  private static final Inet4Address ADDRESS = Inet4Address.ofLiteral("127.0.0.1");

  @Override
  public Network network() {
    return Network.LOOPBACK;
  }

  @Override
  public Connection connect() throws IOException {
    try (TcpSocket listener = TcpSocket.listen(ADDRESS)) {
      return Connection.accepted(
          listener,
          TcpSocket.connect(
              ADDRESS, listener.port(), RECEIVE_BUFFER_BYTES, RECEIVE_TIMEOUT_SECONDS));
    }
  }

  @Override
  public void lose() {
    throw new IllegalStateException("loopback loses nothing");
  }

  @Override
  public void restore() {
    throw new IllegalStateException("loopback loses nothing");
  }

  @Override
  public void close() {}
}

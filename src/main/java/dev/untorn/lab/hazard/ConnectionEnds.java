package dev.untorn.lab.hazard;

import dev.untorn.lab.link.Link;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;

/**
 * Both ends of a connection.
 *
 * @param sender does not block
 * @param receiver blocks, with a time limit
 */
record ConnectionEnds(TcpSocket sender, TcpSocket receiver) implements AutoCloseable {
  /** What most machines allow without privileges. */
  private static final int RECEIVE_BUFFER_BYTES = 208 * 1024;

  /** So that a part of a large file is accepted and not sent. */
  private static final int SEND_BUFFER_BYTES = 512 * 1024;

  /** Longer than any retransmission here takes; a trial that has not ended by then has failed. */
  private static final int RECEIVE_TIMEOUT_SECONDS = 10;

  /** Connects from the clients' end to the server's, which sends. */
  static ConnectionEnds over(Link link) throws IOException {
    Inet4Address address = link.serverAddress();
    try (TcpSocket listener = link.atServer(() -> TcpSocket.listen(address))) {
      int port = listener.port();
      TcpSocket receiver =
          link.atClients(() ->
              TcpSocket.connect(address, port, RECEIVE_BUFFER_BYTES, RECEIVE_TIMEOUT_SECONDS));
      try {
        return new ConnectionEnds(listener.accept(SEND_BUFFER_BYTES), receiver);
      } catch (KernelException e) {
        receiver.close();
        throw e;
      }
    }
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}

package dev.untorn.lab.link;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * A transparent proxy for one server: it connects to the server from its clients' addresses. Two
 * threads per connection.
 */
final class Relay implements AutoCloseable {
  /** Holds much of a body for a slow client: acknowledged, as references to pages. */
  private static final int RECEIVE_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** How often a silent connection checks that its client is still there. */
  private static final int LOOK_SECONDS = 1;

  private static final long FULL_NANOS = 1_000_000;

  private final Inet4Address address;
  private final int serverPort;
  private final Acceptor acceptor;

  /** Listens on the server's address, at another port. */
  Relay(Inet4Address address, int port, int serverPort) throws IOException {
    this.address = address;
    this.serverPort = serverPort;
    this.acceptor = Acceptor.start("lab-proxy", new InetSocketAddress(address, port), this::relay);
  }

  int port() {
    return acceptor.port();
  }

  private void relay(SocketChannel client) {
    try (TcpSocket server = connect(client)) {
      Thread.ofPlatform().daemon().name("lab-proxy-requests").start(() -> forward(client, server));
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (client.isOpen() && receive(server, buffer.clear())) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          client.write(buffer);
        }
      }
      client.close();
    } catch (IOException e) {
      abort(client);
    }
  }

  private TcpSocket connect(SocketChannel client) throws IOException {
    InetSocketAddress from = (InetSocketAddress) client.getRemoteAddress();
    return TcpSocket.connectAs(
        (Inet4Address) from.getAddress(), address, serverPort, RECEIVE_BYTES, LOOK_SECONDS);
  }

  /** False at the end of the stream. */
  private static boolean receive(TcpSocket server, ByteBuffer to) throws KernelException {
    try {
      return server.receive(to) > 0;
    } catch (KernelException e) {
      if (e.errno() == Errno.EAGAIN) {
        return true;
      }
      throw e;
    }
  }

  /** Forwards requests. The other thread closes the connection to the server. */
  private static void forward(SocketChannel client, TcpSocket server) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (client) {
      while (client.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          long sent = server.send(buffer);
          if (sent == SocketOut.FULL) {
            LockSupport.parkNanos(FULL_NANOS);
          } else {
            buffer.position(buffer.position() + (int) sent);
          }
        }
      }
    } catch (IOException | IllegalStateException e) {
      abort(client);
    }
  }

  /**
   * Resets the connection as the server did, so that the client does not take the response for
   * complete.
   */
  private static void abort(SocketChannel client) {
    try (client) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Closed already.
    }
  }

  @Override
  public void close() {
    acceptor.close();
  }
}

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
 * A transparent proxy for one server: its connections to the server come from the addresses of its
 * clients. Two threads for each connection.
 */
final class Relay implements AutoCloseable {
  /** Much of a body waits here for a slow client, acknowledged, as references to pages. */
  private static final int RECEIVE_BYTES = 4 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** How often a silent connection checks whether its client is still there. */
  private static final int LOOK_SECONDS = 1;

  private static final long FULL_NANOS = 1_000_000;

  private final Inet4Address address;
  private final int serverPort;
  private final Acceptor acceptor;

  /** Listens at a port beside the server, for as long as it is not closed. */
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

  /** False at the end of what the server sends. */
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

  /** Passes requests on. The other thread closes the connection to the server. */
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

  /** Aborts as the server did, so that no client takes this for the end of a response. */
  private static void abort(SocketChannel client) {
    try (client) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed already.
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    acceptor.close();
  }
}

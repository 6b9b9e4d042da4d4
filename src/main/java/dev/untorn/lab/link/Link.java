package dev.untorn.lab.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A network between a server and its clients. */
public sealed interface Link extends AutoCloseable permits Loopback, VethPair {
  Inet4Address serverAddress();

  /** The port by which clients reach a port of the server. */
  default int reach(int serverPort) throws IOException {
    return serverPort;
  }

  /** The device that the server sends by, if it is known to copy packets. */
  default Optional<String> copyingDevice() {
    return Optional.empty();
  }

  /**
   * Runs a task at the server's end and waits for it. Sockets opened by it or by threads it starts
   * belong to that end (clone(2)).
   */
  <T> T atServer(Callable<T> task) throws IOException;

  <T> T atClients(Callable<T> task) throws IOException;

  /** Segments sent by the server's end so far; empty if the link loses nothing. */
  default Optional<TcpSegments> segments() throws IOException {
    return Optional.empty();
  }

  /** Call after everything that uses the link is closed. */
  @Override
  void close();
}

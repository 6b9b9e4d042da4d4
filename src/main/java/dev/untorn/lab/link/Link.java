package dev.untorn.lab.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A connection between a server's end and its clients' end, open until it is closed. */
public sealed interface Link extends AutoCloseable permits Loopback, VethPair {
  /** Where the server is to listen. */
  Inet4Address serverAddress();

  /** The port at which clients reach what listens at a port of the server's end. */
  default int reach(int serverPort) throws IOException {
    return serverPort;
  }

  /** The device through which the server sends, if that is known to copy what it sends. */
  default Optional<String> copyingDevice() {
    return Optional.empty();
  }

  /**
   * Runs a task at the server's end, and waits for it. The sockets that it opens belong to that
   * end, and so do those of the threads that it starts (clone(2)).
   */
  <T> T atServer(Callable<T> task) throws IOException;

  /** As {@link #atServer}, at the clients' end. */
  <T> T atClients(Callable<T> task) throws IOException;

  /** How much the server's end has sent so far; empty where nothing is ever lost. */
  default Optional<TcpSegments> segments() throws IOException {
    return Optional.empty();
  }

  /** Ends it, after all that uses it. */
  @Override
  void close();
}

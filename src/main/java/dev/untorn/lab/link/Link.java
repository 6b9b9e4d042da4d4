package dev.untorn.lab.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A way between a server and its clients, open until it is closed. */
public sealed interface Link extends AutoCloseable permits Loopback, Wire, Proxied {
  /** Where the server is to listen. */
  Inet4Address serverAddress();

  /** The port at which clients reach what listens at a port of the server's end. */
  default int reach(int serverPort) throws IOException {
    return serverPort;
  }

  /** The device through which the server sends, if that is known to copy what it sends. */
  Optional<String> copyingDevice();

  /**
   * Runs a task at the server's end, and waits for it: its sockets belong there, and so do those of
   * all threads that it starts, and of theirs.
   */
  <T> T atServer(Callable<T> task) throws IOException;

  /** As {@link #atServer}, at the clients' end. */
  <T> T atClients(Callable<T> task) throws IOException;

  /** What the server's end has sent so far; none where nothing is ever lost. */
  Optional<Segments> segments() throws IOException;

  /** Ends it, after all that uses it. */
  @Override
  void close();
}

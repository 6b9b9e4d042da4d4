package dev.untorn.lab.target;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A server while it serves one directory, or one file; closing stops it. */
public interface RunningServer extends AutoCloseable {
  /** The URI of a file on one of the lab's own servers. */
  static URI uri(Link link, int port, String name) throws IOException {
    String host = link.serverAddress().getHostAddress();
    return URI.create("http://" + host + ":" + link.reach(port) + "/" + name);
  }

  Promise promise() throws IOException;

  /** The server's path of the file. */
  Path file(String name);

  URI uri(String name) throws IOException;

  /**
   * Changes that the server noticed in transfer so far; empty if it does not report them.
   *
   * @throws IOException if it cannot be reached
   */
  default OptionalLong modificationsNoticed() throws IOException {
    return OptionalLong.empty();
  }

  /**
   * The server's log entries for these serials; empty if it does not log.
   *
   * @throws IOException if some are missing
   */
  default Map<Long, LoggedExchange> loggedExchanges(Set<Long> serials) throws IOException {
    return Map.of();
  }

  default boolean canRestart() {
    return false;
  }

  /**
   * Stops the server as SIGTERM does, even in mid-transfer, and starts it again at the same
   * address. Blocks.
   *
   * @throws IOException if it does not start again
   */
  default void restart() throws IOException {
    throw new UnsupportedOperationException("this server is not ours to stop");
  }

  @Override
  void close();
}

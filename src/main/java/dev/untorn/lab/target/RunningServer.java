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

/** A server at work. */
public interface RunningServer extends AutoCloseable {
  /** The address of what a server of the lab's own serves under a name. */
  static URI uri(Link link, int port, String name) throws IOException {
    String host = link.serverAddress().getHostAddress();
    return URI.create("http://" + host + ":" + link.reach(port) + "/" + name);
  }

  /** What the server promises of these files. */
  Promise promise() throws IOException;

  /** Where a file named so is, on the server's side. */
  Path file(String name);

  /** Where the same file is, for clients. */
  URI uri(String name) throws IOException;

  /**
   * How many changes of a file during a transfer the server has noticed so far; none if mute.
   *
   * @throws IOException if it cannot be reached
   */
  default OptionalLong modificationsNoticed() throws IOException {
    return OptionalLong.empty();
  }

  /**
   * What the server says of each of these requests, by their serials; nothing if it is mute.
   *
   * @throws IOException if it does not say all
   */
  default Map<Long, LoggedExchange> accounts(Set<Long> serials) throws IOException {
    return Map.of();
  }

  /** Whether {@link #restart} can be called. */
  default boolean canRestart() {
    return false;
  }

  /**
   * Stops the server as SIGTERM does, whatever is under way, and starts it again at the same
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

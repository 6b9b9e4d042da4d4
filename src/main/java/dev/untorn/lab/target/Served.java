package dev.untorn.lab.target;

import dev.untorn.lab.history.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A server at work. */
public interface Served extends AutoCloseable {
  /** Where a file named so is, for the writer. */
  Path file(String name);

  /** Where the same file is, for clients. */
  URI uri(String name);

  /** How many changes of a file during a transfer the server has noticed so far; none if mute. */
  default OptionalLong modificationsNoticed() {
    return OptionalLong.empty();
  }

  /**
   * What the server says of each of these requests, by their serials; nothing if it is mute.
   *
   * @throws IOException if it does not say all
   */
  default Map<Long, Account> accounts(Set<Long> serials) throws IOException {
    return Map.of();
  }

  @Override
  void close();
}

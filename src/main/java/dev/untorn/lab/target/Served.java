package dev.untorn.lab.target;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A server at work. */
public interface Served extends AutoCloseable {
  /** Where a file named so is, for the writer. */
  Path file(String name);

  /** Where the same file is, for clients. */
  URI uri(String name);

  /** How many changes of a file during a transfer the server has noticed so far; none if mute. */
  OptionalLong modificationsNoticed();

  @Override
  void close();
}

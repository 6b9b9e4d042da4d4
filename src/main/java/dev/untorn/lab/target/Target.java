package dev.untorn.lab.target;

import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A server under test. */
public sealed interface Target permits PlainTarget, UntornTarget, UrlTarget {
  String name();

  /** The only file that it serves; empty if it serves any directory. */
  default Optional<Path> ownFile() {
    return Optional.empty();
  }

  /** Serves a directory at the server's end of a link, which must stay open as long. */
  RunningServer serve(Path directory, Link link) throws IOException;
}

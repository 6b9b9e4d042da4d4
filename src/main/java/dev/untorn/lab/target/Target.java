package dev.untorn.lab.target;

import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A server to be examined. */
public sealed interface Target permits PlainTarget, UntornTarget, UrlTarget {
  String name();

  /** The one file that it serves; none if it serves whatever directory it is given. */
  default Optional<Path> ownFile() {
    return Optional.empty();
  }

  /** Has a directory served, at the server's end of a link that stays open for as long. */
  RunningServer serve(Path directory, Link link) throws IOException;
}

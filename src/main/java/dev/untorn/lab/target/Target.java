package dev.untorn.lab.target;

import java.io.IOException;
import java.nio.file.Path;

/** A server to be examined. */
public sealed interface Target permits PlainTarget, UntornTarget, UrlTarget {
  /** The name in tables. */
  String name();

  /** The level of the ladder that it promises; 0 when it promises nothing. */
  int promisedLevel();

  /** Has a directory served. */
  Served serve(Path directory) throws IOException;
}

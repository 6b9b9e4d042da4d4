package dev.untorn.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is requested of each server.
 *
 * @param name in tables
 * @param paths one after the other, over and over; each begins with a slash
 * @param written the file that a writer changes during the case, if there is one
 */
public record Case(String name, List<String> paths, Optional<Written> written) {
  /** A file that is to be made and changed. */
  public record Written(Path file, long sizeBytes) {}

  public Case {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a case needs a path");
    }
  }
}

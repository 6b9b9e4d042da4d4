package dev.untorn.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Requests to send to each server.
 *
 * @param paths to request one after the other, again and again; each begins with a slash
 * @param written the file that a writer changes meanwhile, if any
 */
public record Case(String name, List<String> paths, Optional<Written> written) {
  /** A file that a writer creates and changes. */
  public record Written(Path file, long sizeBytes) {}

  public Case {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a case needs a path");
    }
  }
}

package dev.untorn.lab.target;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.link.Link;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Any running server, known by a URL and the file behind it.
 *
 * @param file that the lab overwrites
 */
public record UrlTarget(String name, URI uri, Path file) implements Target, RunningServer {
  @Override
  public Optional<Path> ownFile() {
    return Optional.of(file);
  }

  @Override
  public RunningServer serve(Path directory, Link link) {
    return this;
  }

  @Override
  public Promise promise() {
    return Promise.NONE;
  }

  @Override
  public Path file(String name) {
    return file;
  }

  @Override
  public URI uri(String name) {
    return uri;
  }

  @Override
  public void close() {}
}

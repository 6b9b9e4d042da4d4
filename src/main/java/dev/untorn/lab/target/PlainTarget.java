package dev.untorn.lab.target;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lab's own small server. With {@link Handing#LIVE} it is the control arm, which must be
 * caught; with others it shows that the lab sees what it should.
 *
 * @param atStop what it does when it is stopped in mid-transfer; empty for one that never is
 */
public record PlainTarget(
    String name, int promisedLevel, Handing handing, Optional<Runnable> atStop) implements Target {
  /** One that is never stopped. */
  public PlainTarget(String name, int promisedLevel, Handing handing) {
    this(name, promisedLevel, handing, Optional.empty());
  }

  /** The control arm. */
  public static PlainTarget control() {
    return new PlainTarget("control", 0, Handing.LIVE);
  }

  @Override
  public Served serve(Path directory, Link link) throws IOException {
    PlainServer server =
        link.atServer(() -> PlainServer.start(link.serverAddress(), directory, handing));
    return new Served() {
      @Override
      public Promise promise() {
        return Promise.of(promisedLevel);
      }

      @Override
      public Path file(String name) {
        return directory.resolve(name);
      }

      @Override
      public URI uri(String name) throws IOException {
        return Served.uri(link, server.port(), name);
      }

      @Override
      public boolean canRestart() {
        return atStop.isPresent();
      }

      @Override
      public void restart() throws IOException {
        atStop.ifPresent(Runnable::run);
        link.atServer(() -> {
          server.restart();
          return true;
        });
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}

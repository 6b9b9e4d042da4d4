package dev.untorn.lab.target;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The lab's own small server. With {@link Handing#LIVE} it is the control arm, which must be
 * caught; with others it shows that the lab sees what it should.
 */
public record PlainTarget(String name, int promisedLevel, Handing handing) implements Target {
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
      public void close() {
        server.close();
      }
    };
  }
}

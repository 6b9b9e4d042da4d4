package dev.untorn.lab.target;

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
  public Served serve(Path directory) throws IOException {
    PlainServer server = PlainServer.start(directory, handing);
    return new Served() {
      @Override
      public Path file(String name) {
        return directory.resolve(name);
      }

      @Override
      public URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + name);
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}

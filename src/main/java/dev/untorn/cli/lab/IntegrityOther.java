package dev.untorn.cli.lab;

import dev.untorn.client.DeadlineSocket;
import dev.untorn.client.Ending;
import dev.untorn.client.HeadRequest;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UrlTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Any server, by one of its URLs. */
final class IntegrityOther {
  private static final int METHOD_NOT_ALLOWED = 405;

  /** Enough for a healthy server. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  // No Optional: picocli cannot set one in a group that repeats.
  @Option(names = "--url", paramLabel = "URL", description = "of one file")
  private String url = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "the file behind the URL, which must be there; it is overwritten")
  private String file = "";

  @Option(names = "--name", paramLabel = "NAME", description = "of the server (default: url)")
  private String name = "url";

  /**
   * The server, which has answered. Throws IllegalArgumentException with a message for the user.
   */
  Target target() {
    if (url.isEmpty() || file.isEmpty()) {
      throw new IllegalArgumentException("--url and --file belong together");
    }
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("--url needs an http URL, not " + url);
    }
    Path path = Path.of(file).toAbsolutePath();
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("--file: no such file: " + file);
    }
    mustAnswer(uri);
    return new UrlTarget(name, uri, path);
  }

  private void mustAnswer(URI uri) {
    InetSocketAddress address =
        new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("--url: unknown host: " + uri.getHost());
    }
    try (DeadlineSocket connection =
        DeadlineSocket.connect(address, TIMEOUT, OptionalInt.empty())) {
      HeadRequest request = new HeadRequest();
      Ending ending =
          request.send(
              connection,
              "HEAD "
                  + uri.getRawPath()
                  + " HTTP/1.1\r\nHost: "
                  + uri.getRawAuthority()
                  + "\r\n\r\n");
      if (ending != Ending.COMPLETE) {
        throw new IllegalArgumentException("--url: " + url + " gives no answer in HTTP/1.1");
      }
      if (request.status() >= 400 && request.status() != METHOD_NOT_ALLOWED) {
        throw new IllegalArgumentException("--url: " + url + " answers " + request.status());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("--url: " + url + ": " + e.getMessage(), e);
    }
  }
}

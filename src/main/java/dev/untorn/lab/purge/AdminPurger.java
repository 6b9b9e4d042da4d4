package dev.untorn.lab.purge;

import dev.untorn.lab.upstream.OriginCell;
import dev.untorn.lab.upstream.OriginObject;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Purges by Untorn's admin port.
 *
 * @param port of the admin server, on this host
 * @param token that allows it
 * @param root where the proxy serves the origin's root
 */
public record AdminPurger(OriginServer origin, URI root, int port, String token) implements Purger {
  /** Longer than a proxy on a busy machine needs to write a purge down. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int OK = 200;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  @Override
  public boolean purge(PurgeWay way, OriginCell cell, OriginObject object) {
    String path = origin.path(cell, object);
    String query =
        switch (way) {
          case PATH -> "path=" + path;
          case URL -> "url=" + root.resolve(path);
          case PREFIX -> "prefix=" + origin.folder(cell, object);
          case TAG -> "tag=" + cell.tag(object);
        };
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/objects?" + query))
            .DELETE()
            .header("Authorization", "Bearer " + token)
            .timeout(TIMEOUT)
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == OK;
    } catch (IOException e) {
      // It is not promised, as while the proxy is restarted.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package dev.untorn.origin.upstream.connect;

import dev.untorn.origin.cache.UriReference;
import java.net.URI;

/**
 * A URL of an origin, below which all its objects are.
 *
 * @param path what stands before the objects' own paths; without a slash at its end
 * @param text all of it
 */
public record BaseUrl(Endpoint endpoint, String path, String text) {
  private static final String SLASH = "/";

  public BaseUrl(Endpoint endpoint, String path) {
    this(endpoint, path, endpoint + path);
  }

  /** Throws an IllegalArgumentException that says what is wrong. */
  public static BaseUrl of(URI url) {
    Endpoint endpoint = Endpoint.of(url);
    String path = UriReference.parse(url.toString()).map(UriReference::pathAndQuery).orElse(SLASH);
    return new BaseUrl(
        endpoint, path.endsWith(SLASH) ? path.substring(0, path.length() - 1) : path);
  }

  /** The path and query at this URL, of what follows it. */
  public String target(String below) {
    return path.isEmpty() && !below.startsWith(SLASH) ? SLASH + below : path + below;
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The file that clients request.
 *
 * @param sizeBytes of a usual version
 */
public record Resource(URI uri, BlockPattern pattern, long sizeBytes) {
  /** The User-Agent of all clients; the request's serial follows. */
  public static final String AGENT = "untorn-lab/";

  /** In a usual version. */
  long blocks() {
    return sizeBytes / BlockPattern.BLOCK_BYTES;
  }

  InetSocketAddress address() {
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new InetSocketAddress(uri.getHost(), port);
  }

  String request(String method, String... fields) {
    return requestOf(target(uri), method, fields);
  }

  /** As {@link #request}, for an address from a response. */
  String requestAt(String reference, String... fields) {
    // java.net.URI drops the last path segment when it resolves a query-only reference.
    String target =
        reference.startsWith("?") ? uri.getRawPath() + reference : target(uri.resolve(reference));
    return requestOf(target, "GET", fields);
  }

  private static String target(URI uri) {
    String query = uri.getRawQuery();
    return uri.getRawPath() + (query == null ? "" : "?" + query);
  }

  private String requestOf(String target, String method, String... fields) {
    StringBuilder text = new StringBuilder(256);
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    text.append(uri.getRawAuthority()).append("\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    return text.append("\r\n").toString();
  }
}

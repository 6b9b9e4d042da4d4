package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * What clients ask for.
 *
 * @param sizeBytes of a usual version
 */
public record Resource(URI uri, BlockPattern pattern, long sizeBytes) {
  /** The User-Agent of all clients, before the number of the request. */
  public static final String AGENT = "untorn-lab/";

  /** How many blocks a usual version has. */
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

  /** As {@link #request}, for an address that a response gave. */
  String requestAt(String reference, String... fields) {
    // java.net.URI loses the last segment of the path where a reference is a query alone.
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

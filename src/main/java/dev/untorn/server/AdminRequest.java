package dev.untorn.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The head of a request to the admin server.
 *
 * @param path of the target, without the query
 * @param query as sent; empty where there is none
 * @param host without the port; empty where the request has none
 */
record AdminRequest(String method, String path, String query, String host, String accept) {
  /** A request is one line and some fields. */
  private static final int HEAD_SIZE_BYTES_MAX = 16 << 10;

  private static final int LINE_FEED = '\n';

  /** Reads one; nothing if it is not one of HTTP/1, or the client left. */
  static Optional<AdminRequest> read(InputStream from) throws IOException {
    String head = head(from);
    int lineEnd = head.indexOf(LINE_FEED);
    String[] words = head.substring(0, Math.max(0, lineEnd)).strip().split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
      return Optional.empty();
    }
    String[] target = words[1].split("\\?", 2);
    return Optional.of(
        new AdminRequest(
            words[0],
            target[0],
            target.length > 1 ? target[1] : "",
            withoutPort(field(head, "host:")),
            field(head, "accept:")));
  }

  /** Up to the empty line, with it; less where the stream or the bound ends it. */
  private static String head(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lineLength = 0;
    while (head.size() < HEAD_SIZE_BYTES_MAX) {
      int next = from.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      if (next == LINE_FEED) {
        if (lineLength == 0 && head.size() > 2) {
          return head.toString(ISO_8859_1);
        }
        lineLength = 0;
      } else if (next != '\r') {
        lineLength++;
      }
    }
    return "";
  }

  /** The value of the first field of a name, in lower case and with its colon; empty if none. */
  private static String field(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static String withoutPort(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.lastIndexOf(':');
    return end > 0 ? host.substring(0, end) : host;
  }
}

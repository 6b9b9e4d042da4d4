package dev.untorn.bench.run;

import dev.untorn.bench.load.Statuses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to write requests.
 *
 * @param conditional whether to request only what has changed since the run began
 * @param fields further lines of heads, without CRLF
 * @param expected statuses of good responses, if not the usual ones
 */
public record RequestOptions(
    boolean head,
    boolean conditional,
    Optional<Range> range,
    List<String> fields,
    boolean keepAlive,
    Optional<Statuses> expected) {
  public RequestOptions {
    fields = List.copyOf(fields);
  }

  /** The head of a request in UTF-8, each octet as one char. */
  String head(String method, String host, String path, List<String> further) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    text.append("\r\n");
    List<String> all = new ArrayList<>(fields);
    all.addAll(further);
    all.forEach(field -> text.append(field).append("\r\n"));
    byte[] octets = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  String method() {
    return head ? "HEAD" : "GET";
  }

  /** The statuses of good responses; {@code written} if a writer changes the file. */
  Statuses statuses(boolean written, boolean part) {
    if (expected.isPresent()) {
      return expected.get();
    }
    int success = part ? 206 : 200;
    if (conditional) {
      return written ? Statuses.of(success, 304) : Statuses.of(304);
    }
    return part ? Statuses.of(success) : Statuses.SUCCESS;
  }
}

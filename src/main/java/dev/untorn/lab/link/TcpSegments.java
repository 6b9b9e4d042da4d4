package dev.untorn.lab.link;

import dev.untorn.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * TCP segments sent in a network namespace (RFC 1213, tcpOutSegs and tcpRetransSegs).
 *
 * @param sent for the first time, including pure acknowledgements
 * @param resent because they, or their acknowledgement, were lost
 */
public record TcpSegments(
    @Json.Name("segments_sent") long sent, @Json.Name("segments_resent") long resent) {
  private static final Path COUNTERS = Path.of("/proc/thread-self/net/snmp");

  private static final String ROWS = "Tcp: ";

  static TcpSegments ofThisNamespace() throws IOException {
    return of(Files.readAllLines(COUNTERS));
  }

  /** Parses a row of names above a row of values. */
  static TcpSegments of(List<String> lines) throws IOException {
    List<List<String>> rows =
        lines.stream()
            .filter(line -> line.startsWith(ROWS))
            .map(line -> Arrays.asList(line.split(" ", -1)))
            .toList();
    if (rows.size() != 2) {
      throw new IOException(COUNTERS + " does not count TCP's segments");
    }
    return new TcpSegments(value(rows, "OutSegs"), value(rows, "RetransSegs"));
  }

  private static long value(List<List<String>> rows, String name) throws IOException {
    int column = rows.getFirst().indexOf(name);
    if (column < 0) {
      throw new IOException(COUNTERS + " has no " + name);
    }
    return Long.parseLong(rows.getLast().get(column));
  }

  public TcpSegments since(TcpSegments earlier) {
    return new TcpSegments(sent - earlier.sent, resent - earlier.resent);
  }

  /** The retransmitted fraction. */
  public double lost() {
    return sent == 0 ? 0 : (double) resent / sent;
  }
}

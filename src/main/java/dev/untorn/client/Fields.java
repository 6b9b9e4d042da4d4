package dev.untorn.client;

import java.util.List;
import java.util.Optional;

/** Header or trailer fields in the order received, with repetitions. */
public record Fields(List<Line> lines) {
  public static final Fields NONE = new Fields(List.of());

  /**
   * One field line.
   *
   * @param value without white space around it; one char for each octet
   */
  public record Line(String name, String value) {}

  public Fields {
    lines = List.copyOf(lines);
  }

  /** Of lines without CRLF, each octet as one char; lines without a colon are left out. */
  static Fields of(List<String> lines) {
    return new Fields(
        lines.stream()
            .filter(line -> line.indexOf(':') >= 0)
            .map(line -> {
              int colon = line.indexOf(':');
              return new Line(line.substring(0, colon), line.substring(colon + 1).strip());
            })
            .toList());
  }

  /** The values of all lines of this name, ignoring case. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .toList();
  }

  /** The value of the first line of this name, ignoring case. */
  public Optional<String> first(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .findFirst();
  }
}

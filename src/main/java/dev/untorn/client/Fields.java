package dev.untorn.client;

import java.util.List;
import java.util.Optional;

/**
 * Header or trailer fields as they came: in order, with repetitions.
 *
 * @param lines one for each field line
 */
public record Fields(List<Line> lines) {
  /** Of a response without fields. */
  public static final Fields NONE = new Fields(List.of());

  /**
   * One field line.
   *
   * @param name as sent
   * @param value without the white space around it; one char for each octet
   */
  public record Line(String name, String value) {}

  public Fields {
    lines = List.copyOf(lines);
  }

  /** Of lines without their ends, each octet as one char; what has no colon is no field line. */
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

  /** The values of all lines of this name, whatever its case. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .toList();
  }

  /** The value of the first line of this name, whatever its case. */
  public Optional<String> first(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .findFirst();
  }
}

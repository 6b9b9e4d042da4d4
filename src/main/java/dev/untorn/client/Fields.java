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

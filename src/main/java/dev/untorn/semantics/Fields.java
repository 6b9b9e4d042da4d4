package dev.untorn.semantics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in their order, immutable; names are found in any case (RFC 9110, 5.1). Kept with
 * versions and compared with each request for one, so the hash is made once.
 */
public final class Fields implements Iterable<Field> {
  public static final Fields NONE = new Fields(List.of());

  private final List<Field> lines;
  private final int hash;

  private Fields(List<Field> lines) {
    this.lines = lines;
    this.hash = lines.hashCode();
  }

  public static Fields of(List<Field> lines) {
    return lines.isEmpty() ? NONE : new Fields(List.copyOf(lines));
  }

  /** Names and values in turn. */
  public static Fields of(String... namesAndValues) {
    List<Field> lines = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(lines);
  }

  /** The value of the first line of this name; null if there is none. */
  public @Nullable String first(String name) {
    for (Field line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return line.value();
      }
    }
    return null;
  }

  /** The value of a field that is allowed once; null if it is absent or repeated. */
  public @Nullable String single(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** All lines of a list field as one (RFC 9110, 5.3); null if it is absent. */
  public @Nullable String joined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** The values of all lines of this name, in their order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        values.add(line.value());
      }
    }
    return values;
  }

  public boolean contains(String name) {
    return first(name) != null;
  }

  /** These fields without the lines whose name, in lower case, is told. */
  public Fields without(Predicate<String> lowerCaseName) {
    return of(
        lines.stream()
            .filter(line -> !lowerCaseName.test(line.name().toLowerCase(Locale.ROOT)))
            .toList());
  }

  /** These fields and one line more. */
  public Fields with(String name, String value) {
    List<Field> more = new ArrayList<>(lines);
    more.add(new Field(name, value));
    return of(more);
  }

  public List<Field> lines() {
    return lines;
  }

  @Override
  public Iterator<Field> iterator() {
    return lines.iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Fields fields && hash == fields.hash && lines.equals(fields.lines));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}

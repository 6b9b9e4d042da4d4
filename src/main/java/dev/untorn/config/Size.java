package dev.untorn.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written like {@code 64KiB}. */
public record Size(long bytes) implements Comparable<Size> {
  private record Unit(String name, long bytes) {}

  /** Largest first: the first that divides a size is used to write it. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000L),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("KB", 1_000L),
          new Unit("B", 1L));

  // No bare K or M: half of the programs mean 1000 by it, the others 1024.
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}) ?([a-z]{0,3})");

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /** Reads a size such as {@code 64KiB}, {@code 10MB} or {@code 512} (bytes). */
  public static Optional<Size> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    String name = matcher.group(2).isEmpty() ? "b" : matcher.group(2);
    return UNITS.stream()
        .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(name))
        .filter(unit -> number <= Long.MAX_VALUE / unit.bytes())
        .map(unit -> new Size(number * unit.bytes()))
        .findFirst();
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The shortest exact form, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return UNITS.stream()
        .filter(unit -> bytes >= unit.bytes() && bytes % unit.bytes() == 0)
        .findFirst()
        .map(unit -> bytes / unit.bytes() + unit.name())
        .orElse("0");
  }
}

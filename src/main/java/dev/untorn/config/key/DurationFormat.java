package dev.untorn.config.key;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Format of durations: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}. */
final class DurationFormat {
  private record Unit(String name, long millis) {}

  /** Longest first: the first that divides a duration is used to write it. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1_000),
          new Unit("ms", 1));

  // Eleven digits of days fit a long of milliseconds. A unit is required: without one, some
  // programs mean seconds, some milliseconds.
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,11}) ?(ms|s|m|h|d)");

  private DurationFormat() {}

  static Optional<Duration> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return UNITS.stream()
        .filter(unit -> unit.name().equals(matcher.group(2)))
        .map(unit -> Duration.ofMillis(number * unit.millis()))
        .findFirst();
  }

  /** The shortest exact form, which {@link #parse} reads back. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    return UNITS.stream()
        .filter(unit -> millis >= unit.millis() && millis % unit.millis() == 0)
        .findFirst()
        .map(unit -> millis / unit.millis() + unit.name())
        .orElse("0s");
  }
}

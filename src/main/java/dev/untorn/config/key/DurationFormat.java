package dev.untorn.config.key;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Format of durations: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class DurationFormat {
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long MILLIS_PER_MINUTE = 60 * MILLIS_PER_SECOND;
  private static final long MILLIS_PER_HOUR = 60 * MILLIS_PER_MINUTE;

  // Twelve digits of hours fit a long of milliseconds. A unit is required: without one, some
  // programs mean seconds, some milliseconds.
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h)");

  private DurationFormat() {}

  static Optional<Duration> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    long unitMillis =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> MILLIS_PER_SECOND;
          case "m" -> MILLIS_PER_MINUTE;
          default -> MILLIS_PER_HOUR;
        };
    return Optional.of(Duration.ofMillis(number * unitMillis));
  }

  /** The shortest exact form, which {@link #parse} reads back. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    } else if (millis % MILLIS_PER_HOUR == 0) {
      return millis / MILLIS_PER_HOUR + "h";
    } else if (millis % MILLIS_PER_MINUTE == 0) {
      return millis / MILLIS_PER_MINUTE + "m";
    } else if (millis % MILLIS_PER_SECOND == 0) {
      return millis / MILLIS_PER_SECOND + "s";
    }
    return millis + "ms";
  }
}

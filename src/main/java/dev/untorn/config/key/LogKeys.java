package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.oneOf;
import static dev.untorn.config.key.ValueTypes.text;

import dev.untorn.config.LogSettings;
import java.util.Set;

/** Section {@code log}: the access log. */
final class LogKeys {
  static final Section SECTION = new Section("log");

  /** Words of other programs. As file names, they would surprise the user. */
  private static final Set<String> WORDS =
      Set.of("on", "true", "yes", "no", "false", "none", "stdout", "stderr", "syslog");

  static final Key<LogSettings.Format> FORMAT =
      SECTION.key("format", oneOf(LogSettings.Format.class), "combined");
  static final Key<String> ACCESS =
      SECTION.key(
          "access",
          text(
              "off, - for standard output, or a file (./on for one called so)",
              text -> !text.isEmpty() && !text.contains("\0") && !WORDS.contains(text)),
          "off");

  private LogKeys() {}

  static LogSettings settings(Values values) {
    return new LogSettings(values.get(FORMAT), values.get(ACCESS));
  }
}

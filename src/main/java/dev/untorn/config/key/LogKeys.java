package dev.untorn.config.key;

import dev.untorn.config.LogSettings;
import dev.untorn.config.key.ValueTypes.OneOf;
import dev.untorn.config.key.ValueTypes.Text;
import java.util.List;
import java.util.Set;

/** Section {@code log}. */
public final class LogKeys {
  /** Other programs know these. Here they would be files, which nobody finds. */
  private static final Set<String> WORDS =
      Set.of("on", "true", "yes", "no", "false", "none", "stdout", "stderr", "syslog");

  static final Key<LogSettings.Format> FORMAT =
      key(
          "format",
          new OneOf<>(LogSettings.Format.class),
          LogSettings.Format.COMBINED,
          """
          How a line of the access log is written. common and combined are what log analysers \
          read; json tells more: mode, proof and ending of each transfer. A request whose client left \
          before there was an answer has status 000, in json 0.\
          """);

  static final Key<String> ACCESS =
      key(
          "access",
          new Text(
              "off, - for standard output, or a file (./on for one called so)",
              text -> !text.isEmpty() && !text.contains("\0") && !WORDS.contains(text)),
          "off",
          """
          Where the access log goes: off, - for standard output, or a file, which may be a named \
          pipe. Lines that it takes too slowly are lost, and counted. Off, because on a first run it hides what the server says of itself, and under load it costs more than \
          a small file; the metrics count every response anyway.\
          """);

  static final Section SECTION = new Section("log", "The access log.", List.of(FORMAT, ACCESS));

  private LogKeys() {}

  public static LogSettings settings(Values values) {
    return new LogSettings(values.get(FORMAT), values.get(ACCESS));
  }

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("log", name, valueType, defaultValue, sentence);
  }
}

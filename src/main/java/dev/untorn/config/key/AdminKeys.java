package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.listOf;
import static dev.untorn.config.key.ValueTypes.orNone;
import static dev.untorn.config.key.ValueTypes.path;
import static dev.untorn.config.key.ValueTypes.text;
import static dev.untorn.config.key.ValueTypes.wholeOr;

import dev.untorn.config.AdminSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Section {@code admin}: where metrics and health are. */
final class AdminKeys {
  static final Section SECTION = new Section("admin");

  private static final int HOSTS_MAX = 16;
  private static final ValueType<String> HOST =
      text("a host name such as metrics.example.com, or *", "[A-Za-z0-9._-]{1,253}|\\*");

  static final Key<String> BIND = SECTION.key("bind", NetworkKeys.ADDRESS, "127.0.0.1");
  static final Key<OptionalInt> PORT =
      SECTION.key("port", wholeOr("off", 0, NetworkKeys.PORT_MAX), "9464");
  static final Key<List<String>> HOSTS = SECTION.key("hosts", listOf(HOST, HOSTS_MAX), "");
  static final Key<Optional<Path>> TOKEN_FILE = SECTION.key("token-file", orNone(path()), "");

  private AdminKeys() {}

  static AdminSettings settings(Values values) {
    OptionalInt port = values.get(PORT);
    return new AdminSettings(
        port.isPresent(),
        values.get(BIND),
        port.orElse(0),
        values.isSet(PORT),
        values.get(HOSTS),
        values.get(TOKEN_FILE));
  }
}

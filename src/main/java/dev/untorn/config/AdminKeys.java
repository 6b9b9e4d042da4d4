package dev.untorn.config;

import dev.untorn.config.Kinds.Whole;
import dev.untorn.config.Kinds.WholeOr;
import java.util.List;
import java.util.OptionalInt;

/** Section {@code admin}. */
final class AdminKeys {
  private static final int DEFAULT_PORT = 9464;

  static final Key<String> BIND =
      key(
          "bind",
          NetworkKeys.ADDRESS,
          "127.0.0.1",
          """
          The address for metrics and health. Not that of the files, because what a server does \
          is nobody's business but its owner's.\
          """);

  static final Key<OptionalInt> PORT =
      key(
          "port",
          new WholeOr("off", new Whole(0, NetworkKeys.PORT_MAX)),
          OptionalInt.of(DEFAULT_PORT),
          """
          The port for metrics and health; off for neither, 0 for any free port. The default \
          gives way to any free port when it is taken (the port is printed at start); one that \
          is set does not.\
          """);

  static final Section SECTION =
      new Section("admin", "Where metrics (/metrics) and health are.", List.of(BIND, PORT));

  private AdminKeys() {}

  static AdminSettings settings(Values values) {
    OptionalInt port = values.get(PORT);
    boolean named = !(values.setting(PORT).provenance() instanceof Provenance.Default);
    return new AdminSettings(port.isPresent(), values.get(BIND), port.orElse(0), named);
  }

  private static <T> Key<T> key(String name, Kind<T> kind, T defaultValue, String sentence) {
    return new Key<>("admin", name, kind, defaultValue, sentence);
  }
}

package dev.untorn.config.key;

import dev.untorn.config.AdminSettings;
import dev.untorn.config.key.ValueTypes.Text;
import dev.untorn.config.key.ValueTypes.Texts;
import dev.untorn.config.key.ValueTypes.Whole;
import dev.untorn.config.key.ValueTypes.WholeOr;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Section {@code admin}. */
public final class AdminKeys {
  private static final int DEFAULT_PORT = 9464;

  private static final int HOSTS_MAX = 16;
  private static final Text HOST =
      new Text(
          "a host name such as metrics.example.com, or *",
          Pattern.compile("[A-Za-z0-9._-]{1,253}|\\*").asMatchPredicate());

  public static final Key<String> BIND =
      key(
          "bind",
          NetworkKeys.ADDRESS,
          "127.0.0.1",
          """
          The address for metrics and health. Not that of the files, because what a server does \
          is nobody's business but its owner's.\
          """);

  public static final Key<OptionalInt> PORT =
      key(
          "port",
          new WholeOr("off", new Whole(0, NetworkKeys.PORT_MAX)),
          OptionalInt.of(DEFAULT_PORT),
          """
          The port for metrics and health; off for neither, 0 for any free port. The default \
          gives way to any free port when it is taken (the port is printed at start); one that \
          is set does not.\
          """);

  static final Key<List<String>> HOSTS =
      key(
          "hosts",
          new Texts(HOST, HOSTS_MAX),
          List.of(),
          """
          Names by which metrics and health may be asked for, beside addresses, the machine's own \
          name, and names that no stranger can own, such as untorn or untorn.local. Others are \
          answered 421, so that no web page can have a browser read them (DNS rebinding). * stands \
          for any name.\
          """);

  static final Section SECTION =
      new Section("admin", "Where metrics (/metrics) and health are.", List.of(BIND, PORT, HOSTS));

  private AdminKeys() {}

  public static AdminSettings settings(Values values) {
    OptionalInt port = values.get(PORT);
    boolean named = !(values.setting(PORT).provenance() instanceof Provenance.Default);
    return new AdminSettings(
        port.isPresent(), values.get(BIND), port.orElse(0), named, values.get(HOSTS));
  }

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("admin", name, valueType, defaultValue, sentence);
  }
}

package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.listOf;
import static dev.untorn.config.key.ValueTypes.text;
import static dev.untorn.config.key.ValueTypes.whole;
import static dev.untorn.config.key.ValueTypes.wholeOr;

import dev.untorn.config.NetworkSettings;
import java.util.List;
import java.util.OptionalInt;

/** Section {@code network}: where clients connect. */
final class NetworkKeys {
  static final Section SECTION = new Section("network");

  static final int PORT_MAX = 65_535;
  private static final int THREADS_MAX = 1_024;

  /** Each is compared with the device of every new client. */
  private static final int DEVICES_MAX = 64;

  /** One colon would separate a port; an IPv6 address has at least two. */
  static final ValueType<String> ADDRESS =
      text(
          "an address or host name without port, such as 127.0.0.1, ::1 or localhost",
          "(?![^:]*:[^:]*$)[A-Za-z0-9._:%-]{1,255}");

  /** IFNAMSIZ (net/if.h) less its NUL. */
  private static final ValueType<String> DEVICE =
      text("a device's name such as eth0 or eth*", "[^\\s/]{1,15}");

  static final Key<String> BIND = SECTION.key("bind", ADDRESS, "127.0.0.1");
  static final Key<Integer> PORT = SECTION.key("port", whole(0, PORT_MAX), "8080");
  static final Key<OptionalInt> THREADS =
      SECTION.key("threads", wholeOr("auto", 1, THREADS_MAX), "auto");
  static final Key<List<String>> COPYING_DEVICES =
      SECTION.key("copying-devices", listOf(DEVICE, DEVICES_MAX), "");

  private NetworkKeys() {}

  static NetworkSettings settings(Values values) {
    return new NetworkSettings(
        values.get(BIND),
        values.get(PORT),
        values.get(THREADS).orElseGet(() -> Runtime.getRuntime().availableProcessors()),
        values.get(COPYING_DEVICES));
  }
}

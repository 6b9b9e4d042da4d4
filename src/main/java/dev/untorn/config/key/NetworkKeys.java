package dev.untorn.config.key;

import dev.untorn.config.NetworkSettings;
import dev.untorn.config.key.ValueTypes.Text;
import dev.untorn.config.key.ValueTypes.Texts;
import dev.untorn.config.key.ValueTypes.Whole;
import dev.untorn.config.key.ValueTypes.WholeOr;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Section {@code network}. */
public final class NetworkKeys {
  static final int PORT_MAX = 65_535;
  private static final int THREADS_MAX = 1_024;

  /** One colon separates a port; an address of IPv6 has two at least. */
  static final Text ADDRESS =
      new Text(
          "an address or host name without port, such as 127.0.0.1, ::1 or localhost",
          Pattern.compile("(?![^:]*:[^:]*$)[A-Za-z0-9._:%-]{1,255}").asMatchPredicate());

  /** IFNAMSIZ (net/if.h) less its NUL. */
  private static final Text DEVICE =
      new Text(
          "a device's name such as eth0 or eth*",
          Pattern.compile("[^\\s/]{1,15}").asMatchPredicate());

  /** Each is compared with the device of every new client. */
  private static final int DEVICES_MAX = 64;

  public static final Key<String> BIND =
      key(
          "bind",
          ADDRESS,
          "127.0.0.1",
          """
          The address to listen at. The default lets only this machine in; 0.0.0.0 or :: opens \
          it to every network the machine is in.\
          """);

  public static final Key<Integer> PORT =
      key(
          "port",
          new Whole(0, PORT_MAX),
          8080,
          """
          The port to listen at. 0 takes any free one; it is printed at start.\
          """);

  static final Key<OptionalInt> THREADS =
      key(
          "threads",
          new WholeOr("auto", new Whole(1, THREADS_MAX)),
          OptionalInt.empty(),
          """
          Event loops, each a thread that serves its share of the connections. auto: one for each \
          processor. More than that only makes them take turns.\
          """);

  static final Key<List<String>> COPYING_DEVICES =
      key(
          "copying-devices",
          new Texts(DEVICE, DEVICES_MAX),
          List.of(),
          """
          Network devices that are known to copy what they send, where the kernel does not say \
          so: real hardware does, and is found by itself. Behind them a live file is sent by \
          reference (sendfile) under its lease; to clients elsewhere, such as containers of this \
          machine, it is copied, because they could see later writes. A connection is behind a \
          device if it came in by it, which Ethernet addresses tell. * stands for any letters.\
          """);

  static final Section SECTION =
      new Section(
          "network", "Where clients connect.", List.of(BIND, PORT, THREADS, COPYING_DEVICES));

  private NetworkKeys() {}

  public static NetworkSettings settings(Values values) {
    return new NetworkSettings(
        values.get(BIND),
        values.get(PORT),
        values.get(THREADS).orElseGet(() -> Runtime.getRuntime().availableProcessors()),
        values.get(COPYING_DEVICES));
  }

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("network", name, valueType, defaultValue, sentence);
  }
}

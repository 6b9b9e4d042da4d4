package dev.untorn.config.key;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The type of the hosts that requests are for. */
final class HostNames {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+]");

  private static final ValueType<String> ONE =
      new ValueType<>(
          "a host such as deb.example, 192.0.2.1 or [2001:db8::1]",
          text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(NAME.asMatchPredicate()),
          _ -> Optional.empty(),
          name -> name,
          HostNames::flaw);

  private HostNames() {}

  /** At least one, and none twice. */
  static ValueType<List<String>> some(int max) {
    ValueType<List<String>> list = ValueTypes.listOf(ONE, max);
    return new ValueType<>(
        list.allowed() + "; without hosts, requests for any",
        text -> list.ofText().apply(text).filter(HostNames::isSound),
        texts -> list.ofList().apply(texts).filter(HostNames::isSound),
        list.toYaml(),
        list.flaw());
  }

  private static boolean isSound(List<String> hosts) {
    return !hosts.isEmpty() && hosts.stream().distinct().count() == hosts.size();
  }

  private static Optional<String> flaw(String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (NAME.matcher(host).matches()) {
      return Optional.empty();
    }
    String what;
    if (host.contains("@")) {
      return Optional.of("a host with a user or password");
    } else if (host.contains("/")) {
      what = "is a URL or a path: write the host alone";
    } else if (host.contains("*")) {
      what = "has a star: write each name";
    } else if (!host.chars().allMatch(c -> c < 0x7f)) {
      what = "has letters beyond ASCII: write it as xn--";
    } else if (host.matches("(?:[^:]*|\\[.*]):\\d*")) {
      what = "has a port: requests are taken for the host with any port";
    } else if (host.contains(":")) {
      what = "is an address of IPv6 without its brackets";
    } else {
      return Optional.empty();
    }
    return Optional.of(SafeText.quoted(text) + ", which " + what);
  }
}

package dev.untorn.server;

import dev.untorn.config.AdminSettings;
import dev.untorn.linux.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host names that the admin server answers to. A web page can make a browser send requests to
 * this machine under a name that the page's owner points here (DNS rebinding), and read the
 * answers. So only names that a stranger cannot own are allowed: addresses, names without a dot,
 * and names in domains that do not exist in the public DNS.
 */
record AdminHosts(Set<String> names) {
  private static final String ANY = "*";
  private static final List<String> PRIVATE_DOMAINS =
      List.of(".localhost", ".local", ".internal", ".test", ".home.arpa");

  AdminHosts(AdminSettings settings) {
    this(
        Stream.concat(Stream.of(settings.bind(), Machine.hostName()), settings.hosts().stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** {@code host} has no port; it is empty if HTTP/1.0 has none, which no browser speaks. */
  boolean allows(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return names.contains(ANY)
        || names.contains(bare)
        || bare.indexOf('.') < 0
        || isAddress(bare)
        || PRIVATE_DOMAINS.stream().anyMatch(bare::endsWith);
  }

  /** No top-level domain ends in a digit or has a colon. */
  private static boolean isAddress(String name) {
    return name.startsWith("[") || Character.isDigit(name.charAt(name.length() - 1));
  }
}

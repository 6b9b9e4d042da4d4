package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.oneOf;
import static dev.untorn.config.key.ValueTypes.path;
import static dev.untorn.config.key.ValueTypes.size;
import static dev.untorn.config.key.ValueTypes.text;
import static dev.untorn.config.key.ValueTypes.textOrNone;

import dev.untorn.config.ProxySettings;
import dev.untorn.config.ProxySettings.Network;
import dev.untorn.config.ProxySettings.Unframed;
import dev.untorn.config.Size;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Section {@code proxy}: the origin whose objects are served in place of files. */
final class ProxyKeys {
  static final Section SECTION = new Section("proxy");

  static final Key<Optional<String>> ORIGIN =
      SECTION.key(
          "origin",
          textOrNone(
              text(
                  "an address such as https://deb.example/debian, without user, query or fragment",
                  ProxyKeys::isOrigin)),
          "");
  static final Key<Path> CACHE = SECTION.key("cache", path(), "/var/cache/untorn");
  static final Key<Size> SIZE = SECTION.key("size", size("1MiB", "1024TiB"), "10GiB");
  static final Key<Network> NETWORK = SECTION.key("network", oneOf(Network.class), "online");
  static final Key<Unframed> UNFRAMED = SECTION.key("unframed", oneOf(Unframed.class), "refuse");

  private ProxyKeys() {}

  static ProxySettings settings(Values values) {
    return new ProxySettings(
        values.get(ORIGIN).map(URI::create),
        values.get(CACHE),
        values.get(SIZE),
        values.get(NETWORK),
        values.get(UNFRAMED));
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = uri.getScheme();
      return ("http".equals(scheme) || "https".equals(scheme))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

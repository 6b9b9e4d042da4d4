package dev.untorn.server;

import dev.untorn.origin.RequestUrl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL of what is to be purged, as a request for it would name it. */
record PurgedUrl(Optional<String> scheme, String host, String pathAndQuery) implements RequestUrl {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]+)([^#]*)");

  /** Of a path, with a query if there is one. */
  static Optional<RequestUrl> ofPath(String path) {
    return path.startsWith("/")
        ? Optional.of(new PurgedUrl(Optional.empty(), "", path))
        : Optional.empty();
  }

  /** Of a whole URL. */
  static Optional<RequestUrl> ofUrl(String text) {
    Matcher url = ABSOLUTE.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    String path = url.group(3).startsWith("/") ? url.group(3) : "/" + url.group(3);
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    return Optional.of(new PurgedUrl(Optional.of(scheme), url.group(2), path));
  }
}

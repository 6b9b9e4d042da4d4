package dev.untorn.server;

import dev.untorn.origin.RequestUrl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of what is to be purged, as a request for it would name it. */
record PurgedUrl(Optional<String> scheme, String host, String pathAndQuery) implements RequestUrl {
  private static final String PATH = "path=";
  private static final String URL = "url=";
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]+)([^#]*)");

  /** Of a query with {@code path=} or {@code url=}, of which all that follows is the value. */
  static Optional<PurgedUrl> of(String query) {
    if (query.startsWith(PATH)) {
      return Optional.of(query.substring(PATH.length()))
          .filter(path -> path.startsWith("/"))
          .map(path -> new PurgedUrl(Optional.empty(), "", path));
    }
    Matcher url = ABSOLUTE.matcher(query.startsWith(URL) ? query.substring(URL.length()) : "");
    if (!url.matches()) {
      return Optional.empty();
    }
    String path = url.group(3).startsWith("/") ? url.group(3) : "/" + url.group(3);
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    return Optional.of(new PurgedUrl(Optional.of(scheme), url.group(2), path));
  }
}

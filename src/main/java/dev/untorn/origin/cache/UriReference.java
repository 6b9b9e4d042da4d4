package dev.untorn.origin.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https URI without its fragment, with any characters in its path: java.net.URI refuses
 * some that servers send.
 *
 * @param origin scheme and authority in lower case, without a default port: {@code http://host:81}
 * @param pathAndQuery as sent in a request: begins with a slash
 */
public record UriReference(String origin, String pathAndQuery) {
  /** RFC 3986, appendix B, for http and https. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)(https?):(//[^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);

  private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private static final Map<String, String> DEFAULT_PORTS = Map.of("http", ":80", "https", ":443");

  /** Empty if it is no absolute http or https URI with a host. */
  public static Optional<UriReference> parse(String uri) {
    Matcher parts = ABSOLUTE.matcher(uri);
    if (!parts.matches() || parts.group(2).length() == 2) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String authority = parts.group(2).toLowerCase(Locale.ROOT);
    String port = DEFAULT_PORTS.getOrDefault(scheme, "");
    String host =
        authority.endsWith(port)
            ? authority.substring(0, authority.length() - port.length())
            : authority;
    String path = parts.group(3);
    return Optional.of(
        new UriReference(
            scheme + ':' + host, normalized(path.startsWith("/") ? path : '/' + path)));
  }

  /** What a reference in a response to this target means (RFC 3986, 5.2); empty if not http. */
  public Optional<UriReference> resolve(String reference) {
    String scheme = origin.substring(0, origin.indexOf(':') + 1);
    int fragment = reference.indexOf('#');
    String text = fragment < 0 ? reference : reference.substring(0, fragment);
    if (text.startsWith("//")) {
      return parse(scheme + text);
    }
    if (OTHER_SCHEME.matcher(text).matches()) {
      return parse(text);
    }
    if (text.isEmpty()) {
      return Optional.of(this);
    }
    int query = pathAndQuery.indexOf('?');
    String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    String target =
        switch (text.charAt(0)) {
          case '/' -> text;
          case '?' -> path + text;
          default -> path.substring(0, path.lastIndexOf('/') + 1) + text;
        };
    return Optional.of(new UriReference(origin, normalized(target)));
  }

  /** Without dot segments (RFC 3986, 5.2.4). */
  private static String normalized(String pathAndQuery) {
    int query = pathAndQuery.indexOf('?');
    String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    if (!path.contains("/.")) {
      return pathAndQuery;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean last = i == segments.length - 1;
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
      }
      if (last && (segment.equals("..") || segment.equals("."))) {
        kept.addLast("");
      }
    }
    String text = '/' + String.join("/", kept);
    return query < 0 ? text : text + pathAndQuery.substring(query);
  }
}

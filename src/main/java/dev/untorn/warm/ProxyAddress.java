package dev.untorn.warm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy, by the URL that its clients know and by where it is.
 *
 * @param isTls whether it is spoken to over TLS
 * @param host as in its URL, without a port
 * @param authority as in its URL: the value of Host for its own paths
 * @param port as its URL says, or that of its scheme
 * @param connectHost where it is
 */
public record ProxyAddress(
    boolean isTls, String host, String authority, int port, String connectHost, int connectPort) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int PORT_MAX = 65_535;
  private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#]+)([^#]*)(?:#.*)?");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(.+|\\[.+]):(\\d{1,5})");

  /** What came of a text. */
  public sealed interface Parsed<T> {
    /** It was understood. */
    record Valid<T>(T value) implements Parsed<T> {}

    /** It was not; the reason is for people. */
    record Invalid<T>(String reason) implements Parsed<T> {}
  }

  /** Of its URL, and of {@code HOST:PORT} if it is to be reached there. */
  public static Parsed<ProxyAddress> parse(String url, Optional<String> connect) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches() || !(matcher.group(3).isEmpty() || matcher.group(3).equals("/"))) {
      return new Parsed.Invalid<>(
          "no address of a proxy: %s (one is http://127.0.0.1:8080)".formatted(url));
    }
    Optional<URI> authority = authority(matcher.group(2));
    if (authority.isEmpty()) {
      return new Parsed.Invalid<>("no host, or no port, in " + url);
    }
    boolean isTls = matcher.group(1).equalsIgnoreCase("https");
    String host = authority.get().getHost();
    int port = port(authority.get(), isTls);
    if (connect.isEmpty()) {
      return new Parsed.Valid<>(new ProxyAddress(isTls, host, matcher.group(2), port, host, port));
    }
    Matcher other = HOST_AND_PORT.matcher(connect.get());
    return other.matches() && Integer.parseInt(other.group(2)) <= PORT_MAX
        ? new Parsed.Valid<>(
            new ProxyAddress(
                isTls,
                host,
                matcher.group(2),
                port,
                other.group(1),
                Integer.parseInt(other.group(2))))
        : new Parsed.Invalid<>(
            "--connect takes HOST:PORT, such as 127.0.0.1:8080, not " + connect.get());
  }

  private static Optional<URI> authority(String text) {
    try {
      return Optional.of(new URI("http://" + text))
          .filter(uri -> uri.getHost() != null && uri.getPort() <= PORT_MAX)
          .filter(uri -> uri.getUserInfo() == null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static int port(URI authority, boolean isTls) {
    return authority.getPort() >= 0 ? authority.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
  }

  /** The request for a listed path or URL. */
  public Parsed<WarmUrl> url(String listed, String place) {
    return switch (UrlText.encode(listed)) {
      case Parsed.Invalid<String>(String reason) -> new Parsed.Invalid<>(reason);
      case Parsed.Valid<String>(String text) -> encoded(text, place);
    };
  }

  private Parsed<WarmUrl> encoded(String text, String place) {
    if (text.startsWith("/")) {
      return new Parsed.Valid<>(new WarmUrl(text, authority, place));
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return new Parsed.Invalid<>(
          "neither a path, which begins with a slash, nor a URL, which begins with http:// or"
              + " https://");
    }
    Optional<URI> other = authority(url.group(2));
    if (other.isEmpty()) {
      return new Parsed.Invalid<>("no host, or no port, or a user, in the URL");
    }
    String path = url.group(3).startsWith("/") ? url.group(3) : "/" + url.group(3);
    return new Parsed.Valid<>(
        isOwn(other.get(), url.group(1).equalsIgnoreCase("https"))
            ? new WarmUrl(path, authority, place)
            : new WarmUrl(
                url.group(1).toLowerCase(Locale.ROOT) + "://" + url.group(2) + path,
                url.group(2),
                place));
  }

  /**
   * Whether a URL's path is one of the proxy. A sitemap has https where the proxy may be behind
   * what speaks that: both schemes are the same if both have their usual ports.
   */
  private boolean isOwn(URI other, boolean isOtherTls) {
    int otherPort = port(other, isOtherTls);
    boolean areUsual =
        port == (isTls ? HTTPS_PORT : HTTP_PORT)
            && otherPort == (isOtherTls ? HTTPS_PORT : HTTP_PORT);
    return Objects.requireNonNull(other.getHost()).equalsIgnoreCase(host)
        && (otherPort == port || areUsual);
  }

  /** Its URL, and where that is if it is elsewhere, for people. */
  public String text() {
    String url = (isTls ? "https://" : "http://") + authority;
    return connectHost.equals(host) && connectPort == port
        ? url
        : url + " at " + connectHost + ":" + connectPort;
  }
}

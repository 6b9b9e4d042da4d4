package dev.untorn.origin.upstream.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port of a server: what connections are pooled by (RFC 9110, 4.3.1).
 *
 * @param host a name in lower case, or an address; of version 6 without brackets
 */
public record Endpoint(Scheme scheme, String host, int port) {
  private static final int PORT_MAX = 65_535;

  public enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int defaultPort;

    Scheme(int defaultPort) {
      this.defaultPort = defaultPort;
    }

    public int defaultPort() {
      return defaultPort;
    }
  }

  /** Throws an IllegalArgumentException unless there is a host, and a port that can be. */
  public Endpoint {
    if (host.isEmpty() || port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("no host and port: " + host + ":" + port);
    }
  }

  /** Of the beginning of a URL; throws an IllegalArgumentException that says what is wrong. */
  public static Endpoint of(String url) {
    return of(uri(url));
  }

  /** As {@link #of(String)}, for what others say; empty if it is none. */
  public static Optional<Endpoint> parse(String url) {
    try {
      return Optional.of(of(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As {@link #of(String)}. User names and passwords in URLs are refused: they end up in logs. */
  public static Endpoint of(URI url) {
    Scheme scheme =
        switch (String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) {
          case "http" -> Scheme.HTTP;
          case "https" -> Scheme.HTTPS;
          default ->
              throw new IllegalArgumentException("neither http:// nor https://: " + shown(url));
        };
    String host = url.getHost();
    if (host == null) {
      throw new IllegalArgumentException("a URL without a host: " + shown(url));
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a URL with credentials, of host " + host);
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int port = url.getPort() < 0 ? scheme.defaultPort : url.getPort();
    return new Endpoint(scheme, bare.toLowerCase(Locale.ROOT), port);
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + shown(url));
    }
  }

  /** Without credentials, for messages. */
  private static String shown(Object url) {
    return url.toString().replaceFirst("//[^/]*@", "//");
  }

  /** As in the Host field: without the scheme's own port (RFC 9110, 4.2.3). */
  public String authority() {
    return port == scheme.defaultPort ? bracketed() : bracketed() + ":" + port;
  }

  /** As CONNECT has it: always with a port. */
  String hostAndPort() {
    return bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** The URL's beginning, without a slash at its end. */
  @Override
  public String toString() {
    return scheme.name().toLowerCase(Locale.ROOT) + "://" + authority();
  }
}

package dev.untorn.origin.upstream.connect;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The proxies that the environment names: {@code http_proxy}, {@code https_proxy}, {@code
 * all_proxy} and {@code no_proxy}, in small letters or capitals, as curl reads them. This machine
 * itself is never reached by a proxy.
 */
public final class ForwardProxies {
  private static final Pattern PROXY =
      Pattern.compile("(?:(\\w+)://)?(?:([^/@]*)@)?([^/@]+)/?", Pattern.CASE_INSENSITIVE);

  /** None at all. */
  public static final ForwardProxies NONE =
      new ForwardProxies(Optional.empty(), Optional.empty(), List.of());

  private final Optional<ForwardProxy> plain;
  private final Optional<ForwardProxy> secure;
  private final List<String> exceptions;

  private ForwardProxies(
      Optional<ForwardProxy> plain, Optional<ForwardProxy> secure, List<String> exceptions) {
    this.plain = plain;
    this.secure = secure;
    this.exceptions = exceptions;
  }

  /** Throws an IllegalArgumentException that says which variable is wrong. */
  public static ForwardProxies of(Map<String, String> environment) {
    List<String> exceptions =
        value(environment, "no_proxy").stream()
            .flatMap(value -> Stream.of(value.split("[,\\s]+", -1)))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
    Optional<ForwardProxy> any = proxy(environment, "all_proxy");
    return new ForwardProxies(
        proxy(environment, "http_proxy").or(() -> any),
        proxy(environment, "https_proxy").or(() -> any),
        exceptions);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(key -> Stream.ofNullable(environment.get(key)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static Optional<ForwardProxy> proxy(Map<String, String> environment, String name) {
    return value(environment, name).map(value -> proxy(name, value));
  }

  private static ForwardProxy proxy(String name, String value) {
    Matcher parts = PROXY.matcher(value);
    String scheme = parts.matches() && parts.group(1) != null ? parts.group(1) : "http";
    if (!parts.matches() || !scheme.equalsIgnoreCase("http")) {
      // The value may hold a password.
      throw new IllegalArgumentException(
          name + " must be http://host:port, the only kind of proxy that can be used");
    }
    Optional<String> login =
        Optional.ofNullable(parts.group(2))
            .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    try {
      return new ForwardProxy(Endpoint.of("http://" + parts.group(3)), login);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /** How an endpoint is to be reached. */
  public Route route(Endpoint endpoint) {
    if (isLocal(endpoint.host()) || exceptions.stream().anyMatch(e -> matches(e, endpoint))) {
      return new Route.Direct();
    }
    return switch (endpoint.scheme()) {
      case HTTP -> plain.<Route>map(Route.Forwarded::new).orElseGet(Route.Direct::new);
      case HTTPS -> secure.<Route>map(Route.Tunneled::new).orElseGet(Route.Direct::new);
    };
  }

  private static boolean isLocal(String host) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
    return literal == null
        ? host.equals("localhost") || host.endsWith(".localhost")
        : literal.isLoopbackAddress();
  }

  /** A name matches itself and all below it; an address, or a block of them, addresses. */
  private static boolean matches(String exception, Endpoint endpoint) {
    if (exception.equals("*")) {
      return true;
    }
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(endpoint.host());
    if (literal != null && exception.contains("/")) {
      return AddressBlock.parse(exception).filter(block -> block.contains(literal)).isPresent();
    }
    if (exception.equals(endpoint.host())) {
      return true;
    }
    String port = ":" + endpoint.port();
    String name =
        exception.endsWith(port)
            ? exception.substring(0, exception.length() - port.length())
            : exception;
    String bare = name.replaceFirst("^\\*?\\.", "");
    return endpoint.host().equals(bare)
        || (literal == null && endpoint.host().endsWith("." + bare));
  }
}

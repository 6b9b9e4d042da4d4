package dev.untorn.origin.upstream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForwardProxiesTest {
  private static final String PROXY = "http://proxy.example:3128";

  private static Route route(Map<String, String> environment, String url) {
    return ForwardProxies.of(environment).route(Endpoint.of(url));
  }

  @Test
  void each_scheme_has_its_proxy_and_its_way() {
    Map<String, String> both = Map.of("http_proxy", PROXY, "HTTPS_PROXY", "proxy.example:8080/");
    ForwardProxy plain = new ForwardProxy(Endpoint.of(PROXY), Optional.empty());
    ForwardProxy secure =
        new ForwardProxy(Endpoint.of("http://proxy.example:8080"), Optional.empty());
    assertEquals(new Route.Forwarded(plain), route(both, "http://a.example"));
    assertEquals(new Route.Tunneled(secure), route(both, "https://a.example"));
    assertEquals(new Route.Direct(), route(Map.of("HTTP_PROXY", PROXY), "https://a.example"));
    assertEquals(new Route.Tunneled(plain), route(Map.of("ALL_PROXY", PROXY), "https://a.example"));
    assertEquals(new Route.Direct(), route(Map.of("http_proxy", " "), "http://a.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://a.localhost",
        "http://127.0.0.2",
        "http://[::1]:80",
        "http://deb.internal",
        "http://a.deb.internal",
        "http://a.wild.internal",
        "http://ported.internal:81",
        "http://10.2.3.4",
        "http://192.0.2.7",
        "http://[2001:db8::5]"
      })
  void exceptions_are_reached_directly(String url) {
    assertEquals(new Route.Direct(), route(exceptions(), url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://xdeb.internal", "http://deb.internal.example", "http://ported.internal",
        "http://11.2.3.4", "http://192.0.2.8", "http://[2001:db9::5]"
      })
  void others_are_not(String url) {
    assertFalse(route(exceptions(), url) instanceof Route.Direct);
  }

  private static Map<String, String> exceptions() {
    return Map.of(
        "http_proxy",
        PROXY,
        "no_proxy",
        "DEB.internal, .wild.internal ported.internal:81,10.0.0.0/8,192.0.2.7,2001:db8::/32");
  }

  @Test
  void a_star_excepts_everything() {
    assertEquals(
        new Route.Direct(),
        route(Map.of("http_proxy", PROXY, "NO_PROXY", "*"), "http://a.example"));
  }

  @ParameterizedTest
  @CsvSource({"socks5://a:secret@b:1", "https://secret@b", "http://a:secret@b:port", "http://"})
  void a_proxy_that_cannot_be_used_is_refused_without_its_password(String proxy) {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> ForwardProxies.of(Map.of("https_proxy", proxy)));
    String message = String.valueOf(refused.getMessage());
    assertFalse(message.contains("secret"), message);
    assertTrue(message.startsWith("https_proxy"), message);
  }
}

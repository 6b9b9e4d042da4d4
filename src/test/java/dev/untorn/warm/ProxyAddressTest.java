package dev.untorn.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.warm.ProxyAddress.Parsed;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is requested for a listed path or URL. */
final class ProxyAddressTest {
  private static ProxyAddress proxy(String url, Optional<String> connect) {
    return assertInstanceOf(Parsed.Valid.class, ProxyAddress.parse(url, connect)).value()
            instanceof ProxyAddress address
        ? address
        : fail();
  }

  private static ProxyAddress fail() {
    throw new AssertionError("no address");
  }

  private static String request(String proxy, String listed) {
    return switch (proxy(proxy, Optional.empty()).url(listed, "")) {
      case Parsed.Valid<WarmUrl>(WarmUrl url) -> url.target() + " " + url.host();
      case Parsed.Invalid<WarmUrl>(String reason) -> reason;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "/a?b=c#d, /a?b=c w.example",
    "https://w.example/a, /a w.example",
    "http://W.EXAMPLE:80, / w.example",
    "https://w.example:444/a, https://w.example:444/a w.example:444",
    "HTTP://other.example/a?b, http://other.example/a?b other.example",
    "http://other.example?b, http://other.example/?b other.example",
    "/é%20, /%C3%A9%20 w.example",
  })
  void a_url_of_the_proxy_is_a_path_and_any_other_is_requested_through_it(
      String listed, String request) {
    assertEquals(request, request("http://w.example", listed));
  }

  @Test
  void ports_tell_servers_apart() {
    assertEquals(
        "http://127.0.0.1:9000/a 127.0.0.1:9000",
        request("http://127.0.0.1:8080", "http://127.0.0.1:9000/a"));
    assertEquals("/a 127.0.0.1:8080", request("http://127.0.0.1:8080", "https://127.0.0.1:8080/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "ftp://w.example/", "http:///a", "http://u:p@w.example/", "/a b", "/a\u0001"})
  void what_is_no_url_is_refused_with_a_reason(String listed) {
    assertInstanceOf(
        Parsed.Invalid.class, proxy("http://w.example", Optional.empty()).url(listed, ""));
  }

  @Test
  void it_may_be_elsewhere_than_its_url_says() {
    ProxyAddress there = proxy("https://w.example", Optional.of("[::1]:8443"));
    assertTrue(there.isTls());
    assertEquals("[::1]", there.connectHost());
    assertEquals(8443, there.connectPort());
    assertEquals(443, there.port());
  }

  @ParameterizedTest
  @CsvSource({
    "w.example, ",
    "http://w.example/path, ",
    "http://w.example:port, ",
    "http://w.example:65536, ",
    "http://w.example, 8080",
    "http://w.example, host:99999"
  })
  void what_is_no_proxy_is_refused(String url, String connect) {
    assertInstanceOf(Parsed.Invalid.class, ProxyAddress.parse(url, Optional.ofNullable(connect)));
  }
}

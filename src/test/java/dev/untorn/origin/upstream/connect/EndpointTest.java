package dev.untorn.origin.upstream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.untorn.origin.upstream.connect.Endpoint.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @Test
  void a_url_s_beginning_is_read() {
    assertEquals(
        new Endpoint(Scheme.HTTPS, "deb.example", 443), Endpoint.of("HTTPS://Deb.Example/debian"));
    assertEquals(new Endpoint(Scheme.HTTP, "::1", 8080), Endpoint.of("http://[::1]:8080/"));
  }

  @Test
  void a_host_field_has_no_default_port() {
    assertEquals("deb.example", Endpoint.of("https://deb.example:443").authority());
    assertEquals("deb.example:443", Endpoint.of("http://deb.example:443").authority());
    assertEquals("[::1]:8080", Endpoint.of("http://[::1]:8080").authority());
    assertEquals("http://[::1]", Endpoint.of("http://[::1]:80/").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://a", "//a", "http:///a", "http://a b", "http://a:70000"})
  void what_is_none_is_refused(String url) {
    assertThrows(IllegalArgumentException.class, () -> Endpoint.of(url));
  }

  @Test
  void credentials_are_refused_and_not_repeated() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Endpoint.of("http://user:secret@a.example/"));
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
  }
}

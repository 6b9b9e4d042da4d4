package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditional requests by the dates of an origin. */
final class ProxiedDatesTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";

  @TempDir Path cache;

  @Test
  void a_date_is_a_validator_where_the_origin_has_no_tags() throws Exception {
    String date = "Last-Modified: Mon, 02 Nov 2026 08:00:00 GMT\r\n";
    String answer = FRESH + date + "Content-Length: 5\r\n\r\nhello";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals("hello", new String(proxied.get("/a").body(), StandardCharsets.ISO_8859_1));
      assertEquals("hello", new String(proxied.get("/a").body(), StandardCharsets.ISO_8859_1));
      String known = "If-Modified-Since: Mon, 02 Nov 2026 08:00:00 GMT";
      assertEquals(304, proxied.get("/a", known).status());
      assertEquals(1, proxied.asked().size());
    }
  }
}

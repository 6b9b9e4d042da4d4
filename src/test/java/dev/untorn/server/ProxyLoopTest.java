package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose origin leads back to it. */
final class ProxyLoopTest {
  @TempDir Path cache;

  @Test
  void a_request_that_comes_back_goes_no_further() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 2\r\n\r\nok";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals(200, proxied.get("/a").status());
      String via =
          proxied
              .asked()
              .getFirst()
              .lines()
              .filter(line -> line.startsWith("via: "))
              .findFirst()
              .orElseThrow();
      Reply back = proxied.get("/b", via);
      assertEquals(502, back.status());
      String text = new String(back.body(), StandardCharsets.UTF_8);
      assertTrue(text.contains("leads back to this proxy"), text);
      assertEquals(1, proxied.asked().size());
    }
  }
}

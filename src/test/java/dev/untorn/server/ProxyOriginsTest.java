package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several origins behind one proxy; over sockets. */
final class ProxyOriginsTest {
  private static final String SECRET = "0123456789abcdef0123";

  @TempDir Path folder;
  private Path cache = Path.of("");
  private ScriptedOrigin one;
  private ScriptedOrigin two;

  @BeforeEach
  void make_the_origins() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    one = naming("one");
    two = naming("two");
  }

  @AfterEach
  void close_the_origins() throws IOException {
    one.close();
    two.close();
  }

  /** An origin whose bodies are its name, the target, and the number of the request. */
  private static ScriptedOrigin naming(String name) {
    return new ScriptedOrigin((peer, connection) -> {
      for (int number = 1; ; number++) {
        String target = peer.request().split(" ", -1)[1];
        String body = name + " " + target + " " + connection + "." + number;
        peer.send(
            "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
      }
    });
  }

  /** Of lines in which {@code ONE} and {@code TWO} stand for the origins' URLs. */
  private Served serve(String... origins) throws IOException {
    String text = "origins:\n  - {" + String.join("}\n  - {", origins) + "}\n";
    Path file =
        Files.writeString(
            folder.resolve("untorn.yaml"), text.replace("ONE", url(one)).replace("TWO", url(two)));
    Path token = Files.writeString(folder.resolve("token"), SECRET);
    return Served.configured(
        file, cache, "proxy.cache=" + cache, "admin.port=0", "admin.token-file=" + token);
  }

  private static String url(ScriptedOrigin origin) {
    return "http://127.0.0.1:" + origin.port();
  }

  private static String ask(Served proxy, String target, String host) throws IOException {
    Reply reply = reply(proxy, "GET " + target + " HTTP/1.1", "Host: " + host);
    return reply.status() == 200 ? text(reply) : reply.status() + "";
  }

  private static Reply reply(Served proxy, String... lines) throws IOException {
    try (WireClient client = proxy.connect()) {
      return client.ask(String.join("\r\n", lines) + "\r\n\r\n");
    }
  }

  private static String text(Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static String purge(Served proxy, String query) throws IOException {
    URI admin = URI.create(proxy.server().startupReport().adminUrl().orElseThrow());
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort());
    try (WireClient client = WireClient.connect(address)) {
      return text(
          client.ask(
              Served.request(
                  "DELETE /objects?" + query + " HTTP/1.1", "Authorization: Bearer " + SECRET)));
    }
  }

  @Test
  void each_path_has_its_origin_and_all_are_cached() throws Exception {
    try (Served proxy =
        serve("path: /debian, url: ONE/mirror", "path: /maven/, url: TWO", "url: TWO/rest/")) {
      for (int i = 0; i < 2; i++) {
        assertEquals("one /mirror/x?y 1.1", ask(proxy, "/debian/x?y", "any"));
        assertEquals("two /x 1.1", ask(proxy, "/maven/x", "any"));
        assertEquals("two /rest/debianx 2.1", ask(proxy, "/debianx", "any"));
      }
    }
  }

  @Test
  void each_host_has_its_origin_and_another_one_none() throws Exception {
    try (Served proxy = serve("hosts: [one.example], url: ONE", "hosts: [two.example], url: TWO")) {
      assertEquals("one /x 1.1", ask(proxy, "/x", "one.example"));
      assertEquals("two /x 1.1", ask(proxy, "/x", "Two.example:8080"));
      assertEquals("one /x 1.1", ask(proxy, "/x", "one.example"));
      Reply refused = reply(proxy, "GET /x HTTP/1.1", "Host: three.example");
      assertEquals(421, refused.status());
      assertTrue(text(refused).contains("No origin is configured for requests to this host"));
    }
  }

  @Test
  void a_path_without_origin_is_not_found() throws Exception {
    try (Served proxy = serve("path: /debian, url: ONE")) {
      Reply reply = reply(proxy, "GET /other HTTP/1.1", "Host: any");
      assertEquals(404, reply.status());
      assertTrue(text(reply).contains("No origin is configured for this path"));
      assertEquals(List.of(), one.heads());
    }
  }

  @Test
  void a_proxy_setting_leads_to_the_same_objects_as_the_proxys_own_urls() throws Exception {
    try (Served proxy = serve("path: /debian, url: ONE/mirror", "hosts: [two.example], url: TWO")) {
      String own = url(one) + "/mirror/x";
      assertEquals("one /mirror/x 1.1", ask(proxy, own, "ignored.example"));
      assertEquals("one /mirror/x 1.1", ask(proxy, own, "127.0.0.1"));
      assertEquals("one /mirror/x 1.1", ask(proxy, "/debian/x", "any"), "stored once");
      assertEquals("two /y 1.1", ask(proxy, "http://two.example/y", "ignored.example"));
      assertEquals("two /y 1.1", ask(proxy, "/y", "two.example"));
      assertTrue(one.heads().getFirst().startsWith("GET /mirror/x HTTP/1.1"));
      assertFalse(one.heads().getFirst().contains("ignored"));
    }
  }

  @Test
  void a_redirect_within_an_origin_stays_with_the_proxy() throws Exception {
    try (ScriptedOrigin moved =
            new ScriptedOrigin((peer, _) -> {
              while (true) {
                String[] head = peer.request().split("\\s+", -1);
                peer.send(
                    "HTTP/1.1 301 Moved Permanently\r\nCache-Control: max-age=600\r\nLocation: "
                        + (head[1].contains("whole") ? "http://" + head[4] : "")
                        + head[1]
                        + "/\r\nContent-Length: 0\r\n\r\n");
              }
            });
        Served proxy =
            serve(
                "path: /debian, url: '" + url(moved) + "/mirror'",
                "hosts: [h], path: /maven, url: '" + url(moved) + "', host: client")) {
      for (int i = 0; i < 2; i++) {
        assertEquals("/debian/a/", location(proxy, "/debian/a", "any"));
        assertEquals("/debian/whole/", location(proxy, "/debian/whole", "any"));
        assertEquals("/maven/whole/", location(proxy, "/maven/whole", "h"));
        assertEquals("/mirror/a/", location(proxy, url(moved) + "/mirror/a", "any"));
      }
      assertEquals(3, moved.heads().size());
    }
  }

  private static String location(Served proxy, String target, String host) throws IOException {
    Reply reply = reply(proxy, "GET " + target + " HTTP/1.1", "Host: " + host);
    assertEquals(301, reply.status());
    return reply.field("Location").orElseThrow();
  }

  @Test
  void it_is_no_open_proxy() throws Exception {
    try (Served proxy = serve("path: /debian, url: ONE/mirror")) {
      for (String target :
          List.of(
              url(two) + "/mirror/x",
              url(one) + "/x",
              "https" + url(one).substring(4) + "/mirror")) {
        Reply refused = reply(proxy, "GET " + target + " HTTP/1.1", "Host: 127.0.0.1");
        assertEquals(403, refused.status(), target);
        assertTrue(text(refused).contains("Only from configured origins"));
      }
      assertEquals(405, reply(proxy, "CONNECT 127.0.0.1:80 HTTP/1.1", "Host: a:80").status());
      assertEquals(
          403, reply(proxy, "GET " + url(one) + "/mirror/../x HTTP/1.1", "Host: a").status());
      assertEquals(List.of(), one.heads());
      assertEquals(List.of(), two.heads());
    }
  }

  @Test
  void a_purge_names_the_url_as_its_clients_do() throws Exception {
    try (Served proxy =
        serve("path: /debian, url: ONE/mirror", "hosts: [two.example], path: /maven, url: TWO")) {
      for (String query :
          List.of("path=/debian/x", "path=/./debian/x", "url=" + url(one) + "/mirror/x")) {
        String before = ask(proxy, "/debian/x", "any");
        assertEquals(before, ask(proxy, "/debian/x", "any"));
        assertEquals("{\"purged\":true}\n", purge(proxy, query));
        assertFalse(ask(proxy, "/debian/x", "any").equals(before), query);
      }
      String before = ask(proxy, "/maven/x", "two.example");
      assertTrue(purge(proxy, "path=/maven/x").contains("No origin is configured for this path"));
      assertTrue(
          purge(proxy, "url=http://three.example/x").contains("Only from configured origins"));
      assertEquals(before, ask(proxy, "/maven/x", "two.example"));
      assertEquals("{\"purged\":true}\n", purge(proxy, "url=http://two.example/maven/x"));
      assertFalse(ask(proxy, "/maven/x", "two.example").equals(before));
    }
  }

  @Test
  void rules_are_about_the_paths_that_clients_see() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("untorn.yaml"),
            """
            origins: [{path: /debian, url: '%s/mirror'}]
            rules: [{match: /debian/**, ignored-query: [token]}, {match: /mirror/**, fresh: 0s}]
            """
                .formatted(url(one)));
    try (Served proxy = Served.configured(file, cache, "proxy.cache=" + cache)) {
      assertEquals("one /mirror/x?token=1 1.1", ask(proxy, "/debian/x?token=1", "any"));
      assertEquals("one /mirror/x?token=1 1.1", ask(proxy, "/debian/x?token=2", "any"));
      assertEquals("one /mirror/x?token=1 1.1", ask(proxy, url(one) + "/mirror/x?token=3", "any"));
    }
  }

  @Test
  void each_origin_has_its_own_credentials_and_they_are_neither_kept_nor_logged() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "Bearer opensesame\n");
    try (CapturedLog log = new CapturedLog();
        Served proxy =
            serve("path: /one, url: ONE, credentials: '" + secret + "'", "path: /two, url: TWO")) {
      assertEquals("one /x 1.1", ask(proxy, "/one/x", "any"));
      assertEquals("two /x 1.1", ask(proxy, "/two/x", "any"));
      assertTrue(one.heads().getFirst().contains("Bearer opensesame"));
      assertFalse(two.heads().getFirst().contains("opensesame"));
      one.close();
      assertEquals("503", ask(proxy, "/one/y", "any"));
      assertEquals(List.of(), log.with("opensesame"));
    }
    try (var files = Files.walk(cache)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertFalse(
            Files.readString(each, StandardCharsets.ISO_8859_1).contains("opensesame"),
            each.toString());
      }
    }
  }

  @Test
  void a_change_at_one_origin_drops_its_object_and_no_other_ones() throws Exception {
    try (Served proxy = serve("path: /one, url: ONE", "path: /two, url: TWO")) {
      String first = ask(proxy, "/one/x", "any");
      String second = ask(proxy, "/two/x", "any");
      assertEquals(200, reply(proxy, "DELETE /one/x HTTP/1.1", "Host: any").status());
      assertFalse(ask(proxy, "/one/x", "any").equals(first));
      assertEquals(second, ask(proxy, "/two/x", "any"));
    }
  }
}

package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an origin is told about its clients; over sockets. */
final class ProxySentFieldsTest {
  private static final String SECRET = "0123456789abcdef0123";

  @TempDir Path cache;
  @TempDir Path secrets;

  /** Answers with the Host and the number of the request. */
  private static final Proxied.Answering HOSTS =
      (peer, head, number) -> {
        String body = values(head, "host").getFirst() + " " + number;
        peer.send(
            "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
      };

  private static List<String> values(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  private static String ask(Proxied proxied, String host) throws Exception {
    try (WireClient client = proxied.proxy().connect()) {
      Reply reply = client.ask("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
      return new String(reply.body(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void an_origin_is_asked_by_its_own_name_and_one_object_is_for_all_hosts() throws Exception {
    try (Proxied proxied = Proxied.of(cache, HOSTS)) {
      String own = "127.0.0.1:" + proxied.originPort() + " 1";
      assertEquals(own, ask(proxied, "one.example"));
      assertEquals(own, ask(proxied, "two.example"));
    }
  }

  @Test
  void an_origin_of_several_sites_has_an_object_for_each_and_nobody_chooses_for_others()
      throws Exception {
    try (Proxied proxied = Proxied.of(cache, HOSTS, "proxy.host=client")) {
      assertEquals("evil.example 1", ask(proxied, "evil.example"));
      assertEquals("one.example:81 2", ask(proxied, "one.example:81"));
      for (String host : List.of("one.example", "ONE.example", "one.example:80", "one.example:")) {
        assertEquals("one.example 3", ask(proxied, host), host);
      }
      proxied.restart();
      assertEquals("one.example 3", ask(proxied, "one.example"));
      assertEquals("evil.example 1", ask(proxied, "evil.example"));
    }
  }

  @Test
  void a_request_without_host_gets_the_origins_own() throws Exception {
    try (Proxied proxied = Proxied.of(cache, HOSTS, "proxy.host=client");
        WireClient client = proxied.proxy().connect()) {
      Reply reply = client.ask("GET /x HTTP/1.0\r\n\r\n");
      assertEquals("127.0.0.1:" + proxied.originPort() + " 1", reply.text());
    }
  }

  @Test
  void a_change_is_about_one_host_alone() throws Exception {
    try (Proxied proxied = Proxied.of(cache, HOSTS, "proxy.host=client")) {
      assertEquals("a.example 1", ask(proxied, "a.example"));
      assertEquals("b.example 2", ask(proxied, "b.example"));
      Reply changed = ask(proxied, "DELETE /x HTTP/1.1", "Host: a.example");
      assertEquals(200, changed.status());
      assertEquals("a.example 4", ask(proxied, "a.example"));
      assertEquals("b.example 2", ask(proxied, "b.example"));
    }
  }

  private static Reply ask(Proxied proxied, String line, String field) throws Exception {
    try (WireClient client = proxied.proxy().connect()) {
      return client.ask(line + "\r\n" + field + "\r\n\r\n");
    }
  }

  @Test
  void an_object_of_one_host_is_purged_by_a_url_with_it() throws Exception {
    Path token = Files.writeString(secrets.resolve("token"), SECRET);
    // Of this one only the origin is needed.
    try (Proxied origin = Proxied.of(Files.createDirectory(secrets.resolve("other")), HOSTS)) {
      Path file =
          Files.writeString(
              secrets.resolve("untorn.yaml"),
              "origins: [{hosts: [a.example, b.example], url: 'http://127.0.0.1:%d', host: client}]\n"
                  .formatted(origin.originPort()));
      try (Served proxy =
          Served.configured(
              file, cache, "proxy.cache=" + cache, "admin.port=0", "admin.token-file=" + token)) {
        assertEquals("a.example 1", text(proxy, "a.example"));
        assertEquals("b.example 2", text(proxy, "b.example"));
        assertTrue(purge(proxy, "path=/x").contains("No origin is configured"));
        assertEquals("{\"purged\":true}\n", purge(proxy, "url=http://a.example/x"));
        assertEquals("a.example 3", text(proxy, "a.example"));
        assertEquals("b.example 2", text(proxy, "b.example"));
      }
    }
  }

  private static String text(Served proxy, String host) throws Exception {
    try (WireClient client = proxy.connect()) {
      return client.ask("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n").text();
    }
  }

  private static String purge(Served proxy, String query) throws Exception {
    URI admin = URI.create(proxy.server().startupReport().adminUrl().orElseThrow());
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort());
    try (WireClient client = WireClient.connect(address)) {
      String line = "DELETE /objects?" + query + " HTTP/1.1";
      return client.ask(Served.request(line, "Authorization: Bearer " + SECRET)).text();
    }
  }

  @Test
  void requests_that_no_cache_answers_tell_their_client_and_no_other_one_does() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 0\r\n\r\n";
    String[] sent = {
      "X-Forwarded-For: 192.0.2.1, 192.0.2.2",
      "X-Forwarded-Proto: https",
      "X-Forwarded-Host: evil.example",
      "Forwarded: for=192.0.2.9",
      "X_Forwarded_Host: evil.example",
      "X-Real-IP: 192.0.2.9"
    };
    try (Proxied proxied = Proxied.answering(cache, answer, "proxy.forwarded=add")) {
      assertEquals(200, proxied.proxy().ask("DELETE /a HTTP/1.1", sent).status());
      String told = proxied.asked().getLast();
      assertEquals(
          List.of("192.0.2.1, 192.0.2.2, 127.0.0.1"), values(told, "x-forwarded-for"), told);
      assertEquals(List.of("http"), values(told, "x-forwarded-proto"), told);
      assertEquals(List.of("localhost"), values(told, "x-forwarded-host"), told);
      assertEquals(List.of(), values(told, "forwarded"), told);
      assertFalse(told.contains("evil.example") || told.contains("192.0.2.9"), told);
      assertEquals(200, proxied.proxy().ask("OPTIONS /a HTTP/1.1").status());
      assertEquals(List.of("127.0.0.1"), values(proxied.asked().getLast(), "x-forwarded-for"));
      assertEquals(200, proxied.get("/a", sent).status());
      assertFalse(
          proxied.asked().getLast().toLowerCase(Locale.ROOT).contains("forwarded"),
          proxied.asked()::getLast);
    }
  }

  @Test
  void by_default_such_requests_have_what_the_client_sent() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertEquals(
          200, proxied.proxy().ask("DELETE /a HTTP/1.1", "X-Forwarded-For: 192.0.2.1").status());
      assertEquals(List.of("192.0.2.1"), values(proxied.asked().getLast(), "x-forwarded-for"));
    }
  }
}

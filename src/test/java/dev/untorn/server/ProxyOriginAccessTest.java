package dev.untorn.server;

import static dev.untorn.server.Proxied.assertNothingStored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.origin.upstream.SecureOrigin;
import dev.untorn.testing.CapturedLog;
import dev.untorn.testing.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy reaches an origin that trusts few, or is trusted by few; over sockets. */
final class ProxyOriginAccessTest {
  private static final String FRESH =
      "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 2\r\n\r\nok";
  private static final String SECRET = "Bearer opensesame";
  private static final String SENT = "\r\nAuthorization: " + SECRET + "\r\n";

  /** An origin's, so that others come meanwhile. */
  private static final long WORK_NANOS = 5_000_000;

  @TempDir Path folder;
  private Path cache = Path.of("");

  @BeforeEach
  void make_the_cache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String credentials() throws IOException {
    return "proxy.credentials=" + file("credentials", SECRET + "\n");
  }

  private static void answering(ScriptedOrigin.Peer peer) throws IOException {
    while (true) {
      var _ = peer.request();
      peer.send(FRESH);
    }
  }

  private static void counting(ScriptedOrigin.Peer peer, AtomicInteger busy, AtomicInteger most)
      throws IOException {
    while (true) {
      var _ = peer.request();
      var _ = most.accumulateAndGet(busy.incrementAndGet(), Math::max);
      LockSupport.parkNanos(WORK_NANOS);
      var _ = busy.decrementAndGet();
      peer.send(FRESH);
    }
  }

  @Test
  void an_authority_of_ones_own_is_trusted_and_no_other() throws Exception {
    Certificates own = Certificates.in(Files.createDirectory(folder.resolve("own")));
    Path keys = own.server("origin", "dns:localhost", "-1d");
    try (ScriptedOrigin origin = SecureOrigin.with(own, keys, (peer, _) -> answering(peer))) {
      String url = "proxy.origin=https://localhost:" + origin.port();
      try (Served proxy = Served.directory(cache, url, "proxy.cache=" + cache)) {
        assertEquals(502, proxy.get("/a").status(), "Java's authorities did not sign it");
      }
      String ca = "proxy.ca=" + own.authority();
      try (Served proxy = Served.directory(cache, url, ca, "proxy.cache=" + cache)) {
        assertEquals(200, proxy.get("/a").status());
      }
      Certificates other = Certificates.in(Files.createDirectory(folder.resolve("other")));
      String wrong = "proxy.ca=" + other.authority();
      try (Served proxy = Served.directory(cache, url, wrong, "proxy.cache=" + cache)) {
        assertEquals(502, proxy.get("/b").status());
      }
    }
  }

  /** The client gets the reason, the log all, and nothing is stored. */
  private void assertFails(String url, String reason, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of("proxy.origin=" + url, "proxy.cache=" + cache));
    all.addAll(List.of(settings));
    try (CapturedLog log = new CapturedLog();
        Served proxy = Served.directory(cache, all.toArray(String[]::new))) {
      Reply reply = proxy.get("/a");
      assertEquals(502, reply.status());
      assertTrue(reply.text().contains("The origin failed: " + reason), reply::text);
      assertFalse(reply.text().contains("localhost"), reply::text);
      assertFalse(reply.text().contains("127.0.0.1"), reply::text);
      String said = log.await("WARN " + url + "/a: ");
      assertTrue(said.contains(reason), said);
    }
    assertNothingStored(cache);
  }

  @ParameterizedTest
  @CsvSource({
    "dns:localhost,-20d,its certificate has expired",
    "dns:localhost,+1d,its certificate is not valid yet",
    "dns:other.example,-1d,its certificate is for another name"
  })
  void a_certificate_that_must_not_be_trusted_is_a_502_with_the_reason(
      String name, String from, String reason) throws Exception {
    Certificates own = Certificates.in(Files.createDirectory(folder.resolve("own")));
    Path keys = own.server("origin", name, from);
    try (ScriptedOrigin origin = SecureOrigin.with(own, keys, (peer, _) -> answering(peer))) {
      String url = "https://localhost:" + origin.port();
      try (CapturedLog log = new CapturedLog()) {
        assertFails(url, reason, "proxy.ca=" + own.authority());
        String said = log.await("WARN " + url + " cannot be connected to: 127.0.0.1: ");
        assertTrue(said.contains(reason), said);
      }
      assertEquals(List.of(), origin.heads(), "no request was sent");
    }
  }

  @Test
  void an_https_origin_that_does_not_speak_tls_is_a_502_with_the_reason() throws Exception {
    try (ScriptedOrigin plain = new ScriptedOrigin((peer, _) -> peer.send(FRESH))) {
      assertFails("https://localhost:" + plain.port(), "it does not speak TLS");
    }
  }

  @Test
  void an_authority_that_cannot_be_read_prevents_the_start() throws Exception {
    String problem = refusal("proxy.ca=" + folder.resolve("missing.pem"));
    assertTrue(
        problem.contains("the ca " + folder + "/missing.pem of http://127.0.0.1:1 cannot be read"),
        problem);
    String empty = refusal("proxy.ca=" + file("empty.pem", "nothing\n"));
    assertTrue(empty.contains("empty.pem of http://127.0.0.1:1 has no certificate in PEM"), empty);
    Proxied.answering(cache, FRESH).close(); // The cache is not in use.
  }

  private String refusal(String setting) {
    return Served.refusal(
        cache, "proxy.origin=http://127.0.0.1:1", "proxy.cache=" + cache, setting);
  }

  @Test
  void each_fetch_has_the_credentials_and_its_answer_is_stored_without_them() throws Exception {
    String stale =
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nETag: \"v\"\r\nVary: Authorization\r\n"
            + "Content-Length: 2\r\n\r\nok";
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                head.contains("If-None-Match")
                    ? "HTTP/1.1 304 Not Modified\r\nETag: \"v\"\r\n\r\n"
                    : stale);
    try (Proxied proxied = Proxied.of(cache, answering, credentials())) {
      assertEquals(200, proxied.get("/a").status());
      assertEquals(200, proxied.get("/a").status());
      assertEquals(200, proxied.proxy().ask("HEAD /b HTTP/1.1").status());
      assertEquals(3, proxied.asked().size());
      assertTrue(proxied.asked().get(1).contains("If-None-Match: \"v\""), "it was stored");
      for (String head : proxied.asked()) {
        assertTrue((head + "\r\n").contains(SENT), head);
      }
    }
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("opensesame"), each.toString());
      }
    }
  }

  @Test
  void a_clients_own_are_replaced_and_what_it_asked_for_is_not_for_others() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH, credentials())) {
      assertEquals(200, proxied.get("/a", "Authorization: Basic bWU6cHc=").status());
      assertEquals(200, proxied.get("/a").status());
      assertEquals(200, proxied.get("/a").status());
      assertEquals(2, proxied.asked().size());
      for (String head : proxied.asked()) {
        assertTrue((head + "\r\n").contains(SENT), head);
        assertFalse(head.contains("Basic"), head);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PROPFIND", "OPTIONS"})
  void other_requests_go_with_their_clients_own_alone(String method) throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH, credentials())) {
      String own = "Authorization: Basic bWU6cHc=";
      assertEquals(200, proxied.proxy().ask(method + " /a HTTP/1.1", own).status());
      assertTrue(proxied.asked().getFirst().contains(own), proxied.asked()::getFirst);
      assertFalse(proxied.asked().getFirst().contains("opensesame"), proxied.asked()::getFirst);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "opensesame",
        "Bearer opensesame\r\nX: y",
        "Bearer opensesam\u00e9",
        "Bearer "
      })
  void credentials_that_are_none_prevent_the_start_and_are_not_told(String text) throws Exception {
    String problem = refusal("proxy.credentials=" + file("credentials", text));
    assertTrue(
        problem.contains("credentials of http://127.0.0.1:1 have no value of Authorization"),
        problem);
    assertFalse(problem.contains("opensesam"), problem);
  }

  @Test
  void credentials_that_every_user_can_read_are_warned_of() throws Exception {
    Path file = Path.of(file("credentials", SECRET + "\n"));
    for (String mode : List.of("rw-r--r--", "rw-r-----")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      try (CapturedLog log = new CapturedLog();
          Proxied _ = Proxied.answering(cache, FRESH, "proxy.credentials=" + file)) {
        boolean isPublic = mode.endsWith("r--");
        assertEquals(
            isPublic ? 1 : 0, log.with("WARN the credentials " + file + " can be read").size());
        assertTrue(log.with("opensesame").isEmpty());
      }
    }
  }

  @Test
  void a_file_of_credentials_that_is_missing_prevents_the_start() {
    String problem = refusal("proxy.credentials=" + folder.resolve("missing"));
    assertTrue(
        problem.contains("missing of http://127.0.0.1:1 cannot be read (no such file"), problem);
  }

  @Test
  void no_more_connections_are_used_at_once_than_are_set() throws Exception {
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Reply>> replies = new ArrayList<>();
    try (ScriptedOrigin origin = new ScriptedOrigin((peer, _) -> counting(peer, busy, most));
        Served proxy =
            Served.directory(
                cache,
                "proxy.origin=http://127.0.0.1:" + origin.port(),
                "proxy.cache=" + cache,
                "proxy.connections=1");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        String path = "/" + i;
        Callable<Reply> client = () -> proxy.get(path);
        replies.add(clients.submit(client));
      }
      for (Future<Reply> reply : replies) {
        assertEquals(200, reply.get().status());
      }
      assertEquals(20, origin.heads().size());
      assertEquals(1, most.get());
    }
  }
}

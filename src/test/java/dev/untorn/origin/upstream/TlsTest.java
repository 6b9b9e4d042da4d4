package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.BodyEnd.Cut;
import dev.untorn.origin.upstream.BodyEnd.Shutdown;
import dev.untorn.origin.upstream.BodyEnd.Unframed;
import dev.untorn.origin.upstream.UpstreamHarness.Whole;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.connect.ClientTls;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.testing.Certificates;
import dev.untorn.version.Outage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams over TLS: who they must be, and how their bodies end. */
final class TlsTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  @TempDir static Path directory;

  private static Certificates certificates;
  private static Path local;

  private final UpstreamHarness harness = new UpstreamHarness();

  @BeforeAll
  static void make() throws Exception {
    certificates = Certificates.in(directory);
    local = certificates.server("local", "dns:localhost,ip:127.0.0.1", "-1d");
  }

  @AfterEach
  void end() {
    harness.close();
  }

  private static ScriptedOrigin secure(Path keyStore, ScriptedOrigin.Script script)
      throws Exception {
    return SecureOrigin.with(certificates, keyStore, script);
  }

  private static UpstreamOptions trusting(ClientTls tls) {
    return new UpstreamOptions(PATIENT.pooling(), PATIENT.deadlines(), tls, Redirects.NONE);
  }

  private static ClientTls own() {
    return assertInstanceOf(
            ClientTls.Loading.Loaded.class, ClientTls.trusting(certificates.authority()))
        .tls();
  }

  private UpstreamClient client(ScriptedOrigin origin, String host, ClientTls tls) {
    return harness.client(Endpoint.of("https://" + host + ":" + origin.port()), trusting(tls));
  }

  private static ScriptedOrigin answering(Path keyStore) throws Exception {
    return secure(
        keyStore,
        (peer, _) -> {
          while (true) {
            peer.request();
            peer.send(HELLO);
          }
        });
  }

  @Test
  void an_upstream_is_believed_that_an_own_authority_vouches_for() throws Exception {
    try (var origin = answering(local)) {
      for (String host : List.of("localhost", "127.0.0.1")) {
        UpstreamClient client = client(origin, host, own());
        var loop = harness.loop();
        for (int i = 0; i < 3; i++) {
          assertEquals("hello", whole(responded(get(client, loop, "/a"))).octets());
        }
      }
      assertEquals(2, origin.connections());
    }
  }

  @Test
  void the_name_is_sent_so_that_one_of_many_hosts_answers() throws Exception {
    CompletableFuture<String> name = new CompletableFuture<>();
    try (var origin =
        secure(
            local,
            (peer, _) -> {
              peer.request();
              ExtendedSSLSession session =
                  (ExtendedSSLSession) ((SSLSocket) peer.socket()).getSession();
              name.complete(
                  ((SNIHostName) session.getRequestedServerNames().getFirst()).getAsciiName());
              peer.send(HELLO);
            })) {
      UpstreamClient client = client(origin, "localhost", own());
      assertEquals("hello", whole(responded(get(client, harness.loop(), "/a"))).octets());
      assertEquals("localhost", UpstreamHarness.await(name));
    }
  }

  private void assertRefused(ScriptedOrigin origin, ClientTls tls, String reason) {
    UpstreamClient client = client(origin, "localhost", tls);
    UpstreamResult.Failed failed = failed(get(client, harness.loop(), "/a"));
    assertEquals(Outage.BROKEN, failed.outage());
    assertTrue(failed.reason().contains(reason), failed.reason());
    assertTrue(origin.heads().isEmpty(), "a request was sent");
  }

  @Test
  void an_unknown_authority_is_refused() throws Exception {
    try (var origin = answering(local)) {
      assertRefused(origin, ClientTls.system(), "not signed by an authority that is trusted");
    }
  }

  @Test
  void a_certificate_for_another_name_is_refused() throws Exception {
    Path other = certificates.server("other", "dns:other.example", "-1d");
    try (var origin = answering(other)) {
      assertRefused(origin, own(), "its certificate is for another name");
    }
  }

  @Test
  void an_expired_certificate_is_refused() throws Exception {
    Path old = certificates.server("old", "dns:localhost", "-20d");
    try (var origin = answering(old)) {
      assertRefused(origin, own(), "has expired");
    }
  }

  @Test
  void a_certificate_of_tomorrow_is_refused() throws Exception {
    Path tomorrow = certificates.server("tomorrow", "dns:localhost", "+1d");
    try (var origin = answering(tomorrow)) {
      assertRefused(origin, own(), "not valid yet");
    }
  }

  @Test
  void a_port_without_tls_is_refused() throws Exception {
    try (var origin = new ScriptedOrigin((peer, _) -> peer.send(HELLO))) {
      assertRefused(origin, own(), "does not speak TLS");
    }
  }

  @Test
  void an_upstream_that_wants_a_certificate_is_not_answered_by_one() throws Exception {
    try (var origin =
        secure(
            local,
            (peer, _) -> {
              ((SSLSocket) peer.socket()).setNeedClientAuth(true);
              peer.request();
            })) {
      assertRefused(origin, own(), "TLS: ");
    }
  }

  @Test
  void a_handshake_that_stalls_is_slow() throws Exception {
    try (var origin = new ScriptedOrigin((peer, _) -> peer.awaitEnd())) {
      Deadlines patient = PATIENT.deadlines();
      Deadlines hasty =
          new Deadlines(
              patient.connection(), Duration.ofMillis(300), patient.head(), patient.progress());
      UpstreamClient client =
          harness.client(
              Endpoint.of("https://localhost:" + origin.port()),
              new UpstreamOptions(PATIENT.pooling(), hasty, own(), Redirects.NONE));
      UpstreamResult.Failed failed = failed(get(client, harness.loop(), "/a"));
      assertEquals(Outage.SLOW, failed.outage());
      assertTrue(failed.reason().contains("no connection within 300 ms"), failed.reason());
    }
  }

  @Test
  void what_is_no_tls_cuts_a_response_over_tls() throws Exception {
    try (var origin =
        secure(
            local,
            (peer, _) -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
              peer.sendBelow("this is no record of TLS");
              peer.awaitEnd();
            })) {
      UpstreamClient client = client(origin, "localhost", own());
      Cut cut =
          assertInstanceOf(Cut.class, whole(responded(get(client, harness.loop(), "/a"))).end());
      assertEquals("it does not speak TLS after 5 bytes of body", cut.reason());
    }
  }

  @Test
  void a_file_without_certificates_is_refused() throws Exception {
    Path none = Files.writeString(directory.resolve("none.pem"), "nothing\n");
    for (Path file : List.of(none, directory.resolve("missing.pem"))) {
      var refused = assertInstanceOf(ClientTls.Loading.Refused.class, ClientTls.trusting(file));
      assertTrue(refused.reason().startsWith(file + ": "), refused.reason());
    }
  }

  @Test
  void close_notify_tells_a_meant_end_from_an_accident() throws Exception {
    String head = "HTTP/1.1 200 OK\r\n\r\nhello";
    try (var origin =
        secure(
            local,
            (peer, number) -> {
              peer.request();
              peer.send(head);
              if (number == 1) {
                peer.socket().close();
              } else {
                peer.cut();
              }
            })) {
      UpstreamClient client = client(origin, "localhost", own());
      var loop = harness.loop();
      assertEquals(
          new Whole("hello", new Unframed(5, Shutdown.CLOSE_NOTIFY)),
          whole(responded(get(client, loop, "/a"))));
      Whole cut = whole(responded(get(client, loop, "/b")));
      assertEquals("hello", cut.octets());
      assertInstanceOf(Cut.class, cut.end());
    }
  }

  @Test
  void a_framed_body_is_cut_even_by_a_meant_end() throws Exception {
    try (var origin =
        secure(
            local,
            (peer, _) -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello");
            })) {
      UpstreamClient client = client(origin, "localhost", own());
      assertInstanceOf(Cut.class, whole(responded(get(client, harness.loop(), "/a"))).end());
    }
  }

  @Test
  void a_large_body_arrives_whole_and_only_on_demand() throws Exception {
    int size = 16 << 20;
    try (var origin =
        secure(
            local,
            (peer, _) -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
              peer.send(new byte[size]);
            })) {
      UpstreamClient client = client(origin, "localhost", own());
      assertEquals(size, whole(responded(get(client, harness.loop(), "/a"))).octets().length());
    }
  }
}

package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.connect.ClientTls;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.ForwardProxies;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.testing.Certificates;
import dev.untorn.version.Outage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that are reached by a proxy of the network's. */
final class ForwardProxyTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  @TempDir static Path directory;

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private UpstreamClient client(String url, ScriptedOrigin proxy, ClientTls tls) {
    Map<String, String> environment =
        Map.of("all_proxy", "http://me:p%40ss@127.0.0.1:" + proxy.port());
    return harness.client(
        Endpoint.of(url),
        new UpstreamOptions(PATIENT.pooling(), PATIENT.deadlines(), tls, Redirects.NONE),
        new UpstreamServices(
            harness.resolver(),
            ForwardProxies.of(environment),
            harness.via(),
            InstantSource.system()));
  }

  @Test
  void a_plain_request_goes_to_the_proxy_with_its_whole_url() throws Exception {
    try (var proxy = ScriptedOrigin.answering(HELLO)) {
      UpstreamClient client = client("http://origin.invalid:8080", proxy, PATIENT.tls());
      var loop = harness.loop();
      assertEquals("hello", whole(responded(get(client, loop, "/a?b"))).octets());
      assertEquals("hello", whole(responded(get(client, loop, "/a?b"))).octets());
      assertEquals(1, proxy.connections());
      assertEquals(
          List.of(
              "GET http://origin.invalid:8080/a?b HTTP/1.1",
              "host: origin.invalid:8080",
              "via: " + harness.via().entry(),
              "proxy-authorization: Basic bWU6cEBzcw=="),
          proxy.heads().getFirst().lines().toList());
    }
  }

  @Test
  void tls_goes_through_a_tunnel_and_is_verified_for_the_origin() throws Exception {
    Certificates certificates = Certificates.in(directory);
    Path keys = certificates.server("origin", "dns:origin.invalid", "-1d");
    ClientTls tls =
        assertInstanceOf(
                ClientTls.Loading.Loaded.class, ClientTls.trusting(certificates.authority()))
            .tls();
    try (var origin =
            SecureOrigin.with(
                certificates,
                keys,
                (peer, _) -> {
                  while (true) {
                    peer.request();
                    peer.send(HELLO);
                  }
                });
        var proxy =
            new ScriptedOrigin((peer, _) -> {
              peer.request();
              peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
              peer.relay(origin.port());
            })) {
      UpstreamClient client = client("https://origin.invalid", proxy, tls);
      var loop = harness.loop();
      for (int i = 0; i < 3; i++) {
        assertEquals("hello", whole(responded(get(client, loop, "/a"))).octets());
      }
      assertEquals(
          List.of(
              "CONNECT origin.invalid:443 HTTP/1.1",
              "host: origin.invalid:443",
              "proxy-authorization: Basic bWU6cEBzcw=="),
          proxy.heads().getFirst().lines().toList());
      assertTrue(origin.heads().getFirst().startsWith("GET /a HTTP/1.1"));
      UpstreamClient other = client("https://other.invalid", proxy, tls);
      assertEquals(Outage.BROKEN, failed(get(other, loop, "/a")).outage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 502 Bad Gateway\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
        ""
      })
  void a_proxy_that_does_not_connect_is_named(String answer) throws Exception {
    try (var proxy = ScriptedOrigin.closing(answer)) {
      UpstreamClient client = client("https://origin.invalid", proxy, PATIENT.tls());
      var failed = failed(get(client, harness.loop(), "/a"));
      assertEquals(Outage.BROKEN, failed.outage());
      assertTrue(failed.reason().contains("the proxy"), failed.reason());
    }
  }
}

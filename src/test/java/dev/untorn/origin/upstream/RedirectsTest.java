package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.origin.upstream.redirect.Redirects.Place;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects are followed to listed hosts, and nothing secret goes along. */
final class RedirectsTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private static ScriptedOrigin redirecting(int status, String location) {
    return ScriptedOrigin.answering(
        "HTTP/1.1 %d Moved\r\nLocation: %s\r\nCache-Control: max-age=7\r\nContent-Length: 4\r\n\r\ngone"
            .formatted(status, location));
  }

  private UpstreamClient client(ScriptedOrigin origin, Reachable reachable, String... hosts) {
    return harness.client(
        origin.endpoint(),
        new UpstreamOptions(
            PATIENT.pooling(),
            PATIENT.deadlines(),
            PATIENT.tls(),
            new Redirects(List.of(hosts), reachable)));
  }

  @Test
  void a_redirect_to_a_listed_host_is_followed_as_it_was_written() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(302, target.endpoint() + "/b%2fc?Signature=a%2Bb/c==&x")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, target.endpoint().authority());
      EventLoop loop = harness.loop();
      for (int i = 0; i < 3; i++) {
        UpstreamResponse response = responded(get(client, loop, "/a"));
        assertEquals("hello", whole(response).octets());
        assertEquals(302, response.redirects().getFirst().status());
        assertEquals("max-age=7", response.redirects().getFirst().fields().first("Cache-Control"));
      }
      assertTrue(target.heads().getFirst().startsWith("GET /b%2fc?Signature=a%2Bb/c==&x HTTP"));
      assertEquals(1, origin.connections());
      assertEquals(1, target.connections());
    }
  }

  @Test
  void credentials_stay_with_the_host_they_are_for() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(307, target.endpoint() + "/b")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, target.endpoint().authority());
      UpstreamRequest request =
          UpstreamRequest.of(
              "GET",
              "/a",
              Fields.of(
                  "Authorization", "Bearer secret",
                  "Cookie", "secret",
                  "Host", "public.example",
                  "Range", "bytes=1-2"));
      whole(responded(send(client, harness.loop(), request)));
      assertTrue(origin.heads().getFirst().contains("secret"));
      String head = target.heads().getFirst();
      assertFalse(head.contains("secret"), head);
      assertTrue(head.contains("host: " + target.endpoint().authority()), head);
      assertFalse(head.contains("Range"), head);
    }
  }

  private UpstreamResponse conditional(UpstreamClient client, String source) {
    return responded(
        send(
            client,
            harness.loop(),
            new UpstreamRequest(
                "GET",
                "/a",
                Fields.NONE,
                new UpstreamRequest.Conditions(source, Fields.of("If-None-Match", "\"1\"")),
                new RequestBody.None())));
  }

  @Test
  void conditions_go_to_the_place_alone_whose_version_they_name() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(302, target.endpoint() + "/b")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, target.endpoint().authority());
      String source = responded(get(client, harness.loop(), "/a")).source();
      assertTrue(source.startsWith(target.endpoint() + "/"), source);
      for (String other :
          List.of("", target.endpoint().toString(), target.endpoint() + "/b", source + "0")) {
        assertEquals(source, conditional(client, other).source());
      }
      assertEquals(source, conditional(client, origin.endpoint().toString()).source());
      assertEquals(source, conditional(client, source).source());
      List<Boolean> there = target.heads().stream().map(h -> h.contains("If-None-Match")).toList();
      assertEquals(List.of(false, false, false, false, false, false, true), there);
      List<Boolean> here = origin.heads().stream().map(h -> h.contains("If-None-Match")).toList();
      assertEquals(List.of(false, false, false, false, false, true, false), here);
    }
  }

  @Test
  void an_upstream_that_answers_itself_is_the_source() throws Exception {
    try (var origin = ScriptedOrigin.answering(HELLO)) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE);
      String source = responded(get(client, harness.loop(), "/a")).source();
      assertEquals(origin.endpoint().toString(), source);
    }
  }

  @Test
  void a_redirect_elsewhere_is_a_response_like_any() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(302, target.endpoint() + "/b")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, "other.example");
      UpstreamResponse response = responded(get(client, harness.loop(), "/a"));
      assertEquals(302, response.status());
      assertEquals("gone", whole(response).octets());
      assertEquals(0, target.connections());
    }
  }

  @Test
  void a_redirect_into_private_networks_is_refused() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(302, target.endpoint() + "/latest/meta-data")) {
      UpstreamClient client = client(origin, Reachable.PUBLIC, target.endpoint().authority());
      var failed = failed(get(client, harness.loop(), "/a"));
      assertEquals(Outage.BROKEN, failed.outage());
      assertTrue(failed.reason().contains("is private"), failed.reason());
      assertEquals(0, target.connections());
    }
  }

  @Test
  void a_name_of_this_machine_is_as_private_as_its_address() throws Exception {
    try (var target = ScriptedOrigin.answering(HELLO);
        var origin = redirecting(302, "http://localhost:" + target.port() + "/")) {
      UpstreamClient client = client(origin, Reachable.PUBLIC, "localhost:" + target.port());
      assertEquals(Outage.BROKEN, failed(get(client, harness.loop(), "/a")).outage());
      assertEquals(0, target.connections());
    }
  }

  @Test
  void a_circle_of_redirects_ends() throws Exception {
    try (var origin = redirecting(301, "/b")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, origin.endpoint().authority());
      var failed = failed(get(client, harness.loop(), "/a"));
      assertTrue(failed.reason().contains("too many redirects"), failed.reason());
      assertEquals(6, origin.heads().size());
    }
  }

  @Test
  void only_requests_that_read_are_redirected() throws Exception {
    try (var origin = redirecting(307, "/b")) {
      UpstreamClient client = client(origin, Reachable.ANYWHERE, origin.endpoint().authority());
      UpstreamRequest delete = UpstreamRequest.of("DELETE", "/a", Fields.NONE);
      assertEquals(307, UpstreamHarness.status(send(client, harness.loop(), delete)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://cdn.example/x, https://cdn.example, /x",
    "//cdn.example/x, https://cdn.example, /x",
    "https://a.b.pool.example/, https://a.b.pool.example, /",
    "https://odd.example:8443/, https://odd.example:8443, /",
    "HTTPS://CDN.example/X#part, https://cdn.example, /X",
    "https://cdn.example:/x, https://cdn.example, /x",
    "https://cdn.example?x, https://cdn.example, /?x",
    "https://cdn.example/a/../../b, https://cdn.example, /b",
    "/b?c=/../d#part, https://origin.example, /b?c=/../d",
    "b, https://origin.example, /b",
    "?b, https://origin.example, /a?b",
    "'', https://origin.example, /a",
    "../../b, https://origin.example, /b",
    "\\\\cdn.example\\x, https://origin.example, /\\\\cdn.example\\x"
  })
  void listed_places_are_recognised(String location, String endpoint, String path) {
    assertEquals(Optional.of(new Place(Endpoint.of(endpoint), path)), next(location));
  }

  @ParameterizedTest
  @CsvSource({
    "http://cdn.example/x", // No longer secret.
    "https://cdn.example:8443/x",
    "https://odd.example/",
    "https://pool.example/",
    "https://evilpool.example/",
    "https://cdn.example.evil.example/",
    "https://cdn.example@evil.example/",
    "https://user:pw@cdn.example/",
    "ftp://cdn.example/",
    "https:///x",
    "https://cdn.example./x",
    "https://cdn.example:port/x",
    "https://cdn.example:99999/x",
    "https://cdn.example%2eevil.example/x",
    "https://[::1/x",
    "https:cdn.example/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "urn:cdn.example",
    "https://cdn.example\\@evil.example/"
  })
  void others_are_not(String location) {
    assertEquals(Optional.empty(), next(location));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "https://cdn.example", "cdn.example/x", "a.*.example", "*cdn", "a b"})
  void what_is_no_host_is_refused(String host) {
    List<String> hosts = List.of("[::1]:8080", "*.cdn.example:81", "127.0.0.1", host);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new Redirects(hosts, Reachable.PUBLIC));
    assertTrue(String.valueOf(refused.getMessage()).endsWith(": " + host));
  }

  private static final Place HERE = new Place(Endpoint.of("https://origin.example"), "/a");
  private static final Redirects LISTED =
      new Redirects(
          List.of("CDN.example", "*.pool.example", "odd.example:8443", "origin.example"),
          Reachable.PUBLIC);

  private static Optional<Place> next(String location) {
    return LISTED.next(HERE, 302, Fields.of("Location", location));
  }

  @Test
  void what_names_no_place_or_several_is_a_response_like_any() {
    Fields location = Fields.of("Location", "/b");
    for (int status : List.of(301, 302, 303, 307, 308)) {
      assertTrue(LISTED.next(HERE, status, location).isPresent());
      assertTrue(LISTED.next(HERE, status, Fields.NONE).isEmpty());
      assertTrue(LISTED.next(HERE, status, location.with("Location", "/c")).isEmpty());
    }
    for (int status : List.of(200, 201, 300, 304, 305, 306, 404, 503)) {
      assertTrue(LISTED.next(HERE, status, location).isEmpty());
    }
  }
}

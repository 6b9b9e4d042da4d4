package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.AdminSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AdminServerTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final FakeAdminSources sources = new FakeAdminSources();
  private final AdminServer server = listening(at(0, true));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.shutdownNow();
    server.close();
    sources.meters.close();
  }

  @Test
  void metrics_are_written_in_the_format_asked_for() throws Exception {
    HttpResponse<String> plain = get("/metrics");
    assertEquals(200, plain.statusCode());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", field(plain, "Content-Type"));
    assertTrue(plain.body().contains("untorn_build_info{version=\"9.9\"} 1\n"));
    HttpResponse<String> open =
        client.send(
            request("/metrics").header("Accept", "application/openmetrics-text").build(),
            BodyHandlers.ofString());
    assertTrue(field(open, "Content-Type").startsWith("application/openmetrics-text"));
    assertTrue(open.body().endsWith("# EOF\n"));
  }

  @Test
  void it_is_live_while_the_loops_answer_within_the_bound() throws Exception {
    sources.overdueNanos = AdminAnswers.LOOP_OVERDUE_MAX_NANOS;
    assertAnswer(200, "{\"status\":\"live\"}\n", get("/health/live"));
    sources.overdueNanos = Duration.ofSeconds(17).toNanos();
    assertAnswer(
        503,
        "{\"status\":\"stuck\",\"reason\":\"an event loop has not answered for 17 s\"}\n",
        get("/health/live"));
  }

  @Test
  void it_is_ready_only_while_it_serves() throws Exception {
    for (AdminServerSources.Readiness readiness : AdminServerSources.Readiness.values()) {
      sources.readiness = readiness;
      HttpResponse<String> response = get("/health/ready");
      boolean serves = readiness == AdminServerSources.Readiness.SERVING;
      assertEquals(serves ? 200 : 503, response.statusCode());
      assertEquals(!serves, response.body().contains("\"reason\":\"" + readiness.sentence()));
    }
    sources.readiness = AdminServerSources.Readiness.SATURATED;
    assertTrue(get("/health/ready").body().startsWith("{\"status\":\"saturated\","));
  }

  @Test
  void the_front_page_links_to_the_others() throws Exception {
    String page = get("/").body();
    for (String path : new String[] {"/metrics", "/health/live", "/health/ready"}) {
      assertTrue(page.contains("<a href=\"" + path + "\">"), path);
    }
  }

  @Test
  void other_paths_and_methods_are_refused() throws Exception {
    for (String path : new String[] {"/metrics/", "/health", "/favicon.ico", "/Metrics"}) {
      assertEquals(404, get(path).statusCode(), path);
    }
    HttpResponse<String> post =
        client.send(
            request("/metrics").POST(BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertEquals(405, post.statusCode());
    assertEquals("GET, HEAD", field(post, "Allow"));
    for (String line : new String[] {"OPTIONS *", "GET http://a"}) {
      String answer = raw(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 40"), line + ": " + answer);
    }
  }

  @Test
  void head_has_no_body() throws Exception {
    String answer = raw("HEAD /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void clients_that_end_their_side_or_send_a_body_get_the_whole_answer() throws Exception {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      socket.shutdownOutput();
      assertTrue(new String(socket.getInputStream().readAllBytes(), UTF_8).endsWith("</ul>\n"));
    }
    String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";
    assertTrue(raw(head + "x".repeat(1_000_000)).endsWith("Only GET and HEAD.\n"));
  }

  @Test
  void clients_that_send_or_read_nothing_keep_nobody_waiting() throws Exception {
    try (Socket silent = connect(server);
        Socket half = connect(server);
        Socket deaf = connect(server)) {
      half.getOutputStream().write("GET /metrics HT".getBytes(UTF_8));
      deaf.getOutputStream()
          .write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100).getBytes(UTF_8));
      assertEquals(200, get("/health/live").statusCode());
      assertTrue(silent.isConnected());
    }
  }

  @Test
  void many_clients_that_send_nothing_keep_nobody_out() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        silent.add(connect(server));
        if (i % 50 == 0) {
          assertEquals(200, get("/health/live").statusCode());
        }
      }
      assertEquals(200, get("/metrics").statusCode());
      for (Socket socket : silent) {
        socket.setSoTimeout(10_000);
        assertEndsSoon(socket);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static void assertEndsSoon(Socket socket) throws IOException {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (SocketException e) {
      assertEquals("Connection reset", e.getMessage());
    }
  }

  @Test
  void names_that_a_stranger_can_own_are_refused() throws Exception {
    for (String host :
        List.of(
            "127.0.0.1", "[::1]:9464", "10.1.2.3:9464", "localhost", "untorn:9464", "a.local")) {
      assertTrue(asking(host).startsWith("HTTP/1.1 200 "), host);
    }
    assertTrue(raw("GET /health/live HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    for (String host : List.of("evil.example", "127.0.0.1.evil.example:80", "localhost.evil.com")) {
      String answer = asking(host);
      assertTrue(answer.startsWith("HTTP/1.1 421 "), host);
      assertTrue(answer.endsWith("add it to admin.hosts.\n"), answer);
    }
    AdminSettings named = at(0, true, "Metrics.Example.com");
    AdminHosts hosts = new AdminHosts(named);
    assertTrue(hosts.allows("metrics.example.COM."));
    assertFalse(hosts.allows("example.com"));
    assertTrue(new AdminHosts(at(0, true, "*")).allows("a.com"));
  }

  private String asking(String host) throws Exception {
    return raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  @Test
  void a_taken_port_gives_way_unless_it_is_required() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      try (AdminServer other = listening(at(port, false))) {
        assertNotEquals(port, other.port());
      }
      var start = AdminServer.start(at(port, true), Optional.empty(), sources);
      String reason = assertInstanceOf(AdminServer.Start.Unbindable.class, start).reason();
      assertTrue(reason.startsWith(LOOPBACK + ":" + port + ": Address already in use"), reason);
    }
  }

  @Test
  void an_address_that_is_not_ours_is_a_value_too() {
    for (boolean required : new boolean[] {true, false}) {
      var start =
          AdminServer.start(
              new AdminSettings(true, "192.0.2.1", 0, required, List.of(), Optional.empty()),
              Optional.empty(),
              sources);
      assertInstanceOf(AdminServer.Start.Unbindable.class, start);
    }
    var start =
        AdminServer.start(
            new AdminSettings(true, "no such name", 0, true, List.of(), Optional.empty()),
            Optional.empty(),
            sources);
    assertInstanceOf(AdminServer.Start.Unbindable.class, start);
  }

  @Test
  void it_closes_soon_whatever_its_clients_do() throws Exception {
    AdminServer other = listening(at(0, true));
    try (var half = connect(other)) {
      half.getOutputStream().write("GET ".getBytes(UTF_8));
      long before = System.nanoTime();
      other.close();
      assertTrue(System.nanoTime() - before < 4_000_000_000L, "less than it waits for a request");
    }
  }

  private static AdminSettings at(int port, boolean required, String... hosts) {
    return new AdminSettings(true, LOOPBACK, port, required, List.of(hosts), Optional.empty());
  }

  private AdminServer listening(AdminSettings settings) {
    return switch (AdminServer.start(settings, Optional.empty(), sources)) {
      case AdminServer.Start.Listening(AdminServer started) -> started;
      case AdminServer.Start.Unbindable(String reason) -> throw new AssertionError(reason);
    };
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + server.port() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private static Socket connect(AdminServer to) throws Exception {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to.port()));
    return socket;
  }

  private String raw(String request) throws Exception {
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static void assertAnswer(int status, String body, HttpResponse<String> response) {
    assertEquals(status, response.statusCode());
    assertEquals(body, response.body());
    assertEquals("application/json", field(response, "Content-Type"));
    assertEquals("no-store", field(response, "Cache-Control"));
  }

  private static String field(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}

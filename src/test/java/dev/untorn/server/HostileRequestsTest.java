package dev.untorn.server;

import static dev.untorn.server.Wires.assertClosed;
import static dev.untorn.server.Wires.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests nobody sends by accident. What the parser refuses is tested at the parser; here it is
 * what the connection makes of it: the status, and that nothing behind such bytes is answered.
 */
final class HostileRequestsTest {
  private static final String HOST = "Host: localhost\r\n";

  /** What an attacker wants to be answered: by a server that lost count, or for somebody else. */
  private static final String SMUGGLED = "GET /secret HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir static Path directory;
  private static Served served;

  @BeforeAll
  static void serve() throws Exception {
    Files.writeString(directory.resolve("f"), "fine");
    Files.writeString(directory.resolve("secret"), "smuggled");
    Files.createDirectory(directory.resolve("folder"));
    served =
        Served.directory(
            directory, "limits.header-max=4KiB", "limits.target-max=1KiB", "limits.body-max=1KiB");
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static String get(String fields) {
    return "GET /f HTTP/1.1\r\n" + HOST + fields + "\r\n";
  }

  static Stream<Arguments> requestsAfterWhichNothingIsCertain() {
    return Stream.of(
        // Two readings of where the request ends.
        Arguments.of(400, get("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"),
        Arguments.of(400, get("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n") + "0\r\n\r\n"),
        Arguments.of(400, get("Content-Length: 0\r\nContent-Length: 70\r\n")),
        Arguments.of(400, get("Content-Length: 0, 70\r\n")),
        Arguments.of(400, get("Content-Length: +0\r\n")),
        Arguments.of(400, get("Content-Length: 0x46\r\n")),
        Arguments.of(400, get("Content-Length : 70\r\n")),
        Arguments.of(400, get("Transfer-Encoding: chunked, identity\r\n")),
        Arguments.of(400, get("Transfer-Encoding: identity\r\n")),
        Arguments.of(400, get("Transfer-Encoding: \u000bchunked\r\n")),
        Arguments.of(400, get("Transfer-Encoding: chunked, chunked\r\n")),
        Arguments.of(400, get("Transfer-Encoding\t: chunked\r\n")),
        Arguments.of(400, "GET /f HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"),
        Arguments.of(501, get("Transfer-Encoding: gzip, chunked\r\n")),
        // Bodies whose framing breaks.
        Arguments.of(400, get("Transfer-Encoding: chunked\r\n") + "z\r\n"),
        Arguments.of(400, get("Transfer-Encoding: chunked\r\n") + "1\r\nab\r\n0\r\n\r\n"),
        Arguments.of(400, get("Transfer-Encoding: chunked\r\n") + "1\nx\n0\n\n"),
        Arguments.of(400, get("Transfer-Encoding: chunked\r\n") + "0\r\nbad trailer\r\n\r\n"),
        Arguments.of(413, get("Transfer-Encoding: chunked\r\n") + "ffffffffffffffff\r\n"),
        Arguments.of(413, get("Transfer-Encoding: chunked\r\n") + "401\r\n"),
        Arguments.of(413, get("Content-Length: 1025\r\n")),
        Arguments.of(413, get("Content-Length: 18446744073709551615\r\n")),
        // Lines.
        Arguments.of(400, "GET /f HTTP/1.1\r\n" + HOST + "X: y\r\n folded\r\n\r\n"),
        Arguments.of(400, "GET /f HTTP/1.1\n" + HOST + "\r\n"),
        Arguments.of(400, get("no colon\r\n")),
        Arguments.of(400, get("X: a\rContent-Length: 70\r\n")),
        Arguments.of(400, get("X: a\u0000b\r\n")),
        Arguments.of(400, "GET\t/f HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET  /f HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET /f  HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET /f\u0000 HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET /f#part HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET f HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(400, "GET /f\r\n"),
        Arguments.of(400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
        // Host.
        Arguments.of(400, "GET /f HTTP/1.1\r\n\r\n"),
        Arguments.of(400, get("Host: other\r\n")),
        Arguments.of(400, "GET /f HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        Arguments.of(400, "GET /f HTTP/1.1\r\nHost: user@a\r\n\r\n"),
        Arguments.of(400, "GET http://a:b:c/f HTTP/1.1\r\n" + HOST + "\r\n"),
        // Too much of it, or not spoken here.
        Arguments.of(414, "GET /" + "a".repeat(1100) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(414, "GET /" + "a".repeat(5000)),
        Arguments.of(431, get("X: " + "a".repeat(5000) + "\r\n")),
        Arguments.of(431, get("X: y\r\n".repeat(200))),
        Arguments.of(417, get("Expect: 200-maybe\r\n")),
        Arguments.of(505, "GET /f HTTP/2.0\r\n" + HOST + "\r\n"),
        Arguments.of(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("requestsAfterWhichNothingIsCertain")
  void is_refused_and_nothing_behind_it_is_answered(int status, String request) throws Exception {
    try (WireClient client = served.connect()) {
      Reply before = client.ask(get(""));
      assertEquals("fine", before.text());
      client.send(request + SMUGGLED.repeat(3));
      Reply reply = client.read();
      assertProblem(status, reply, directory);
      assertEquals(Optional.of("close"), reply.field("connection"));
      assertFalse(reply.text().contains("smuggled"), reply::text);
      assertClosed(client);
    }
  }

  @Test
  void a_head_refused_has_no_content_where_the_method_was_understood() throws Exception {
    try (WireClient client = served.connect()) {
      client.send("HEAD /f HTTP/1.1\r\nHost: a b\r\n\r\n" + SMUGGLED);
      Reply reply = client.read(Reading.OF_HEAD);
      assertEquals(400, reply.status());
      assertClosed(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%00",
        "/%2e%2e/f",
        "/../f",
        "/a/../../f",
        "/%",
        "/%zz",
        "/%c0%af",
        "/a%2fb",
        "/a%5cb",
        "/%ff"
      })
  void targets_that_lead_nowhere_are_problems_on_a_connection_that_stays(String target)
      throws Exception {
    try (WireClient client = served.connect()) {
      Reply reply = client.ask(Served.request("GET " + target + " HTTP/1.1"));
      assertTrue(
          reply.status() == 400 || reply.status() == 404 || reply.text().equals("fine"),
          reply::toString);
      assertEquals("fine", client.ask(get("")).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
  void methods_that_write_are_405_with_what_is_allowed(String method) throws Exception {
    try (WireClient client = served.connect()) {
      Reply reply = client.ask(Served.request(method + " /f HTTP/1.1", "X-Secret: echoed"));
      assertProblem(405, reply, directory);
      assertEquals(Optional.of("GET, HEAD, OPTIONS"), reply.field("allow"));
      assertFalse(reply.text().contains("echoed"), "TRACE");
      assertEquals("fine", client.ask(get("")).text(), "the connection stays");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "Content-Length: 1024",
        "Content-Length: 9000000000",
        "Transfer-Encoding: chunked",
        "Content-Length: 5\r\nExpect: 100-continue"
      })
  void no_body_is_waited_for_whose_method_is_not_served(String field) throws Exception {
    for (String method : new String[] {"PUT", "BREW"}) {
      try (WireClient client = served.connect()) {
        client.send(Served.request(method + " /f HTTP/1.1", field));
        Reply reply = client.read();
        assertProblem(method.equals("PUT") ? 405 : 501, reply, directory);
        assertEquals(Optional.of("close"), reply.field("connection"));
        client.send(get(""));
        assertClosed(client); // the body is not a request
      }
    }
  }

  @Test
  void methods_nobody_knows_are_501() throws Exception {
    for (String method : new String[] {"get", "BREW", "G!T"}) {
      assertProblem(501, served.ask(method + " /f HTTP/1.1"), directory);
    }
    assertProblem(405, served.ask("CONNECT localhost:80 HTTP/1.1"), directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "/f", "/missing", "http://localhost"})
  void options_tell_what_is_allowed(String target) throws Exception {
    try (WireClient client = served.connect()) {
      Reply reply = client.ask(Served.request("OPTIONS " + target + " HTTP/1.1"));
      assertEquals(204, reply.status());
      assertEquals(Optional.of("GET, HEAD, OPTIONS"), reply.field("allow"));
      assertEquals(Optional.empty(), reply.field("content-length"), "RFC 9110, 8.6");
      assertEquals("fine", client.ask(get("")).text());
    }
  }

  @Test
  void an_absolute_target_is_its_path() throws Exception {
    assertEquals("fine", served.get("http://localhost/f").text());
    assertEquals("fine", served.get("HTTP://other:81/f?q").text());
    assertEquals(200, served.get("http://localhost").status());
    Reply redirect = served.get("http://evil.example//folder");
    assertEquals(Optional.of("./folder/"), redirect.field("location"));
  }

  @Test
  void problems_come_in_the_form_asked_for() throws Exception {
    Reply page = served.get("/missing/" + directory.getFileName());
    assertEquals(404, page.status());
    assertEquals(Optional.of("text/html; charset=utf-8"), page.field("content-type"));
    Reply json = served.get("/missing", "Accept: application/json");
    assertProblem(404, json, directory);
    assertEquals(Optional.of("application/problem+json"), json.field("content-type"));
    assertTrue(json.text().contains("\"status\":404"), json.text());
    Reply method = served.ask("POST / HTTP/1.1", "Accept: application/problem+json");
    assertEquals(Optional.of("application/problem+json"), method.field("content-type"));
  }

  @Test
  void problems_of_a_head_have_the_fields_and_no_content() throws Exception {
    try (WireClient client = served.connect()) {
      Reply get = client.ask(Served.request("GET /missing HTTP/1.1"));
      Reply head = client.ask(Served.request("HEAD /missing HTTP/1.1"));
      assertEquals(404, head.status());
      assertEquals(get.field("content-length"), head.field("content-length"));
      assertEquals(get.field("content-type"), head.field("content-type"));
      assertEquals("fine", client.ask(get("")).text(), "nothing was sent behind the head");
    }
  }
}

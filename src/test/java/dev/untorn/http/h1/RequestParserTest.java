package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.http.Request;
import dev.untorn.http.RequestMethod;
import dev.untorn.http.h1.RequestParser.Incomplete;
import dev.untorn.http.h1.RequestParser.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestParserTest {
  @Test
  void a_plain_request_is_read() {
    RequestHead head =
        parsed("GET /a%20b?c=d&e HTTP/1.1\r\nHost: example.org:8080\r\nX-A:  b c \t\r\n");
    Request request = head.request();
    assertEquals(RequestMethod.GET, request.method());
    assertEquals("GET", request.methodText());
    assertEquals("/a%20b?c=d&e", request.rawTarget());
    assertEquals("/a%20b", request.path());
    assertEquals("c=d&e", request.query());
    assertEquals("example.org:8080", request.host());
    assertEquals("HTTP/1.1", request.protocol());
    assertTrue(head.http11());
    assertTrue(head.keepAlive());
    assertFalse(head.expectContinue());
    assertEquals(new RequestBody.None(), head.body());
    assertEquals("b c", request.headers().get("x-a"));
    assertEquals(2, request.headers().size());
  }

  @Test
  void a_range_is_kept_apart_unless_it_is_repeated() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\nrAnge: bytes=0-9 \r\n";
    assertEquals(Optional.of("bytes=0-9"), read(head).range());
    assertEquals(1, read(head).headers().size());
    assertEquals(Optional.empty(), read(head + "Range: bytes=0-9\r\n").range());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, GET",
    "HEAD, HEAD",
    "OPTIONS, OPTIONS",
    "POST, OTHER",
    "PUT, OTHER",
    "DELETE, OTHER",
    "PATCH, OTHER",
    "TRACE, OTHER",
    "get, UNKNOWN",
    "GETS, UNKNOWN",
    "PROPFIND, UNKNOWN",
    "!#$%&'*+-.^_`|~, UNKNOWN"
  })
  void methods_are_told_apart_by_case(String text, RequestMethod method) {
    Request request = read(text + " / HTTP/1.1\r\nHost: a\r\n");
    assertEquals(method, request.method());
    assertEquals(text, request.methodText());
  }

  @ParameterizedTest
  @CsvSource({
    "/, /, ''",
    "/?, /, ''",
    "/a?b?c, /a, b?c",
    "//a//b, //a//b, ''",
    "/../%2e%zz, /../%2e%zz, ''",
    "'/[|\"<>^`{}\\]?[|\"<>^`{}\\]', '/[|\"<>^`{}\\]', '[|\"<>^`{}\\]'",
    "http://b, /, ''",
    "HTTPS://b/c?d, /c, d",
    "http://b?d, /, d",
    "http://b:80//c, //c, ''",
    "http://b/http://c, /http://c, ''"
  })
  void targets_are_split(String target, String path, String query) {
    Request request = read("GET " + target + " HTTP/1.1\r\nHost: a\r\n");
    assertEquals(target, request.rawTarget());
    assertEquals(path, request.path());
    assertEquals(query, request.query());
  }

  @Test
  void an_absolute_target_wins_over_host() {
    assertEquals("b:81", read("GET http://b:81/ HTTP/1.1\r\nHost: a\r\n").host());
    assertEquals("b", read("GET http://b/ HTTP/1.0\r\n").host());
  }

  @Test
  void options_may_ask_for_the_server_as_a_whole() {
    assertEquals("*", read("OPTIONS * HTTP/1.1\r\nHost: a\r\n").path());
    assertEquals("*", read("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n").path());
    assertEquals("/", read("OPTIONS http://a/ HTTP/1.1\r\nHost: a\r\n").path());
  }

  @Test
  void connect_names_a_host() {
    Request request = read("CONNECT b:443 HTTP/1.1\r\nHost: a\r\n");
    assertEquals(RequestMethod.CONNECT, request.method());
    assertEquals("b:443", request.host());
    assertEquals("", request.path());
  }

  @Test
  void host_may_be_empty_and_in_http_1_0_missing() {
    assertEquals("", read("GET / HTTP/1.1\r\nHost:\r\n").host());
    assertEquals("", read("GET / HTTP/1.0\r\n").host());
    assertEquals("a", read("GET / HTTP/1.0\r\nHost: a\r\n").host());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower", "UPPER", "mIxEd"})
  void fields_that_frame_a_request_are_known_in_any_case(String as) {
    String get = "GET / HTTP/1.1\r\n";
    assertEquals("b", read(get + cased("host", as) + ": b\r\n").host());
    String host = cased("host", as) + ": b\r\n";
    String length = cased("content-length", as) + ": 1\r\n";
    String chunked = cased("transfer-encoding", as) + ": chunked\r\n";
    assertInstanceOf(Malformed.class, parse(get + "Host: a\r\n" + host + "\r\n"));
    assertEquals(new RequestBody.Length(1), parsed(get + host + length).body());
    assertEquals(new RequestBody.Chunked(), parsed(get + host + chunked).body());
    assertInstanceOf(Malformed.class, parse(get + host + length + "Content-Length: 1\r\n\r\n"));
    assertInstanceOf(Malformed.class, parse(get + host + chunked + "Content-Length: 1\r\n\r\n"));
    assertFalse(parsed(get + host + cased("connection", as) + ": close\r\n").keepAlive());
    String expect = cased("expect", as) + ": 100-continue\r\n";
    assertTrue(parsed(get + host + length + expect).expectContinue());
    Request ranged = read(get + host + cased("range", as) + ": bytes=0-\r\n");
    assertEquals(Optional.of("bytes=0-"), ranged.range());
    assertFalse(ranged.headers().contains("range"));
  }

  private static String cased(String name, String as) {
    StringBuilder cased = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean upper = as.equals("UPPER") || (as.equals("mIxEd") && i % 2 == 1);
      cased.append(upper ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
    }
    return cased.toString();
  }

  @Test
  void names_like_those_that_frame_a_request_are_others() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\n";
    assertEquals(
        new RequestBody.None(),
        parsed(head + "content_length: 1\r\ntransfer_encoding: chunked\r\n").body());
    assertEquals("a", read(head + "hos: b\r\nhostt: c\r\n").host());
  }

  @Test
  void a_higher_minor_version_is_read_as_1_1() {
    RequestHead head = parsed("GET / HTTP/1.9\r\nHost: a\r\n");
    assertTrue(head.http11());
    assertTrue(head.keepAlive());
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, '', true",
    "1.1, Connection: close, false",
    "1.1, Connection: CLOSE, false",
    "1.1, 'Connection: x, Close ,y', false",
    "1.1, 'Connection: keep-alive\r\nconnection: close', false",
    "1.1, Connection: closed, true",
    "1.1, Connection: , true",
    "1.0, '', false",
    "1.0, Connection: Keep-Alive, true",
    "1.0, 'Connection: x,keep-alive', true",
    "1.0, 'Connection: keep-alive, close', false",
    "1.0, Keep-Alive: timeout=5, false"
  })
  void connection_options_are_tokens_of_a_list(String version, String field, boolean keepAlive) {
    String line = field.isEmpty() ? "" : field + "\r\n";
    assertEquals(keepAlive, parsed("GET / HTTP/" + version + "\r\nHost: a\r\n" + line).keepAlive());
  }

  @Test
  void bodies_are_framed_by_length_or_chunks() {
    String head = "POST / HTTP/1.1\r\nHost: a\r\n";
    assertEquals(new RequestBody.Length(7), parsed(head + "Content-Length: 007\r\n").body());
    assertEquals(
        new RequestBody.Length(Long.MAX_VALUE),
        parsed(head + "Content-Length: 9223372036854775807\r\n").body());
    assertEquals(new RequestBody.None(), parsed(head + "Content-Length: 0\r\n").body());
    assertEquals(new RequestBody.Chunked(), parsed(head + "Transfer-Encoding: Chunked\r\n").body());
    assertEquals(
        new RequestBody.Length(1), parsed("GET / HTTP/1.0\r\nContent-Length: 1\r\n").body());
  }

  @Test
  void continue_is_expected_only_for_a_body_in_http_1_1() {
    String expect = "Host: a\r\nExpect: 100-Continue\r\n";
    String length = "Content-Length: 1\r\n";
    assertTrue(parsed("GET / HTTP/1.1\r\n" + expect + length).expectContinue());
    assertFalse(parsed("GET / HTTP/1.1\r\n" + expect).expectContinue());
    assertFalse(parsed("GET / HTTP/1.0\r\n" + expect + length).expectContinue());
    assertFalse(parsed("GET / HTTP/1.0\r\nExpect: anything\r\n" + length).expectContinue());
  }

  @Test
  void repeated_fields_and_obs_text_are_kept() {
    String matches = "If-Match: 1\r\nX: \u00e9\u0080\r\nif-match: 2\r\n";
    Request request = read("GET / HTTP/1.1\r\nHost: a\r\n" + matches);
    assertEquals(List.of("1", "2"), request.headers().getAll("If-Match"));
    assertEquals("\u00e9\u0080", request.headers().get("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r",
        "\r\n",
        "G",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r"
      })
  void a_head_without_its_end_is_incomplete(String head) {
    assertInstanceOf(Incomplete.class, parse(head));
  }

  @Test
  void a_head_has_begun_with_its_first_byte() {
    RequestParser parser = new RequestParser(8192, 4096);
    ByteBuf buffer = bytes("\r\n");
    parser.parse(buffer);
    assertFalse(parser.isWithinHead());
    buffer.writeByte('G');
    parser.parse(buffer);
    assertTrue(parser.isWithinHead());
    buffer.writeCharSequence("ET / HTTP/1.1\r\n", StandardCharsets.US_ASCII);
    parser.parse(buffer);
    assertFalse(buffer.isReadable());
    assertTrue(parser.isWithinHead());
    buffer.writeCharSequence("Host: a\r\n\r\n", StandardCharsets.US_ASCII);
    assertInstanceOf(RequestHead.class, parser.parse(buffer));
    assertFalse(parser.isWithinHead());
  }

  private static Request read(String headWithoutEnd) {
    return parsed(headWithoutEnd).request();
  }

  private static RequestHead parsed(String headWithoutEnd) {
    return assertInstanceOf(RequestHead.class, parse(headWithoutEnd + "\r\n"));
  }

  private static RequestParser.Parsed parse(String head) {
    return new RequestParser(8192, 4096).parse(bytes(head));
  }

  private static ByteBuf bytes(String latin1) {
    return Unpooled.buffer().writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}

package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.http.h1.RequestParser.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be understood: each line of a table is one way to be refused. */
final class RequestRefusedTest {
  private static final String HOST = "Host: a\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Separators and line ends.
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
        " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\u000bHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
        "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\rHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        // Request lines with parts missing, or of another protocol.
        "GET /\r\n\r\n",
        "GET\r\n\r\n",
        "GET \r\n\r\n",
        "GET  HTTP/1.1\r\nHost: a\r\n\r\n",
        "/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / http/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.10\r\nHost: a\r\n\r\n",
        "GET / HTTP/1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1,1\r\nHost: a\r\n\r\n",
        "GET / HTTP/01.1\r\nHost: a\r\n\r\n",
        "GET / HTTPS/1.1\r\nHost: a\r\n\r\n",
        "GET / / HTTP/1.1\r\nHost: a\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET: / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
        "\u0000",
        // Targets.
        "GET /a\u0000b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\u007fb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\u001bb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS ** HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ?a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:/a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a:99999/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a\\b/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a: HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT [::1] HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT http://a:1/ HTTP/1.1\r\nHost: a\r\n\r\n",
        // Host.
        "GET / HTTP/1.1\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\nHost: a b\r\n\r\n",
        // Field lines.
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n",
        "GET / HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n \r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX(: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\u00e9: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\u0000: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\u0000z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\u000bz\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\u007fz\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u001b[2J\r\n\r\n",
        // Framing.
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \u00b2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked,\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;a=b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n",
      })
  void is_refused_with_400(String head) {
    assertEquals(400, status(head));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/2.0",
        "GET / HTTP/0.9",
        "GET / HTTP/3.0",
        "PRI * HTTP/2.0",
        "x not-a-target HTTP/2.0"
      })
  void another_major_version_is_refused_with_505(String line) {
    assertEquals(505, status(line + "\r\n" + HOST + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "gzip\r\nTransfer-Encoding: chunked", ", chunked"})
  void other_codings_before_chunked_are_refused_with_501(String codings) {
    String field = "Transfer-Encoding: " + codings + "\r\n";
    assertEquals(501, status("GET / HTTP/1.1\r\n" + HOST + field + "\r\n"));
  }

  @Test
  void a_length_beyond_long_is_refused_with_413() {
    String head = "GET / HTTP/1.1\r\n" + HOST + "Content-Length: ";
    assertEquals(413, status(head + "9223372036854775808\r\n\r\n"));
    assertEquals(413, status(head + "9".repeat(500) + "\r\n\r\n"));
    assertEquals(400, status(head + "9".repeat(500) + "x\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200-ok", "100-continue, x", "x\r\nExpect: 100-continue"})
  void an_unknown_expectation_is_refused_with_417(String expectation) {
    assertEquals(417, status("GET / HTTP/1.1\r\n" + HOST + "Expect: " + expectation + "\r\n\r\n"));
  }

  @Test
  void more_fields_than_the_bound_are_refused_with_431() {
    String head = "GET / HTTP/1.1\r\n" + HOST;
    assertInstanceOf(RequestHead.class, parse(head + "a:\r\n".repeat(99) + "\r\n"));
    assertEquals(431, status(head + "a:\r\n".repeat(100) + "\r\n"));
  }

  @Test
  void a_head_of_exactly_the_bound_is_read_and_one_byte_more_is_refused_with_431() {
    String head = "GET / HTTP/1.1\r\n" + HOST + "X: ";
    String fits = head + "y".repeat(1024 - head.length() - 4) + "\r\n\r\n";
    assertInstanceOf(RequestHead.class, new RequestParser(1024, 512).parse(bytes(fits)));
    String large = head + "y".repeat(1024 - head.length() - 3) + "\r\n\r\n";
    assertEquals(431, status(new RequestParser(1024, 512).parse(bytes(large))));
  }

  @Test
  void a_target_of_exactly_the_bound_is_read_and_one_byte_more_is_refused_with_414() {
    String fits = "GET /" + "a".repeat(511) + " HTTP/1.1\r\n" + HOST + "\r\n";
    assertInstanceOf(RequestHead.class, new RequestParser(1024, 512).parse(bytes(fits)));
    String large = "GET /" + "a".repeat(512) + " HTTP/1.1\r\n" + HOST + "\r\n";
    assertEquals(414, status(new RequestParser(1024, 512).parse(bytes(large))));
  }

  @Test
  void a_line_that_never_ends_is_refused_as_soon_as_it_is_too_long() {
    assertEquals(414, status(new RequestParser(1024, 512).parse(bytes("G".repeat(600)))));
    assertEquals(414, status(new RequestParser(1024, 512).parse(bytes("GET /" + "a".repeat(600)))));
    String field = "GET / HTTP/1.1\r\nX: " + "y".repeat(1010);
    assertEquals(431, status(new RequestParser(1024, 512).parse(bytes(field))));
  }

  @Test
  void after_a_refusal_nothing_is_read_any_more() {
    RequestParser parser = new RequestParser(1024, 512);
    ByteBuf buffer = bytes("GET /\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    RequestParser.Parsed refusal = parser.parse(buffer);
    assertInstanceOf(Malformed.class, refusal);
    assertSame(refusal, parser.parse(buffer));
    assertSame(refusal, parser.parse(bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
  }

  private static int status(String head) {
    return status(parse(head));
  }

  private static int status(RequestParser.Parsed parsed) {
    return assertInstanceOf(Malformed.class, parsed).status();
  }

  private static RequestParser.Parsed parse(String head) {
    return new RequestParser(8192, 4096).parse(bytes(head));
  }

  private static ByteBuf bytes(String latin1) {
    return Unpooled.wrappedBuffer(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_method_longer_than_any_is_refused_with_501() {
    String rest = " / HTTP/1.1\r\n" + HOST + "\r\n";
    assertInstanceOf(RequestHead.class, parse("X".repeat(32) + rest));
    assertEquals(501, status("X".repeat(33) + rest));
    assertEquals(501, status("X".repeat(4000) + rest));
  }
}

package dev.untorn.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class ReplyCollectorTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  @Test
  void the_head_is_kept_as_it_came() throws Exception {
    String head =
        "HTTP/1.0 404 Not  \u00E9\r\nSet: 1\r\nsEt:\t2 \t\r\nEmpty:\r\nContent-Length: 0\r\n\r\n";
    Reply reply = read(head);
    assertTrue(reply.isComplete(), reply::toString);
    assertEquals("HTTP/1.0", reply.version());
    assertEquals(404, reply.status());
    assertEquals("Not  \u00E9", reply.reason());
    assertEquals(new Fields.Line("sEt", "2"), reply.fields().lines().get(1));
    assertEquals(List.of("1", "2"), reply.fields("SET"));
    assertEquals(Optional.of(""), reply.field("empty"));
    assertEquals(Optional.empty(), reply.field("absent"));
    assertEquals(head, reply.rawHead());
  }

  @Test
  void an_empty_reason_is_valid() throws Exception {
    assertEquals(200, read("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 103, 204, 304})
  void these_have_no_content_whatever_they_say(int status) throws Exception {
    Reply reply = read("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n");
    assertTrue(reply.isComplete());
    assertEquals(0, reply.bodyBytes());
  }

  @Test
  void chunks_are_joined_and_trailers_kept() throws Exception {
    Reply reply = read(CHUNKED + "A\r\n0123456789\r\n1 ;a=\"b\"\r\nx\r\n000\r\nSum: 11\r\n\r\n");
    assertTrue(reply.isComplete(), reply::toString);
    assertEquals("0123456789x", reply.text());
    assertEquals(11, reply.bodyBytes());
    assertEquals(List.of("11"), reply.trailers().all("sum"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
        CHUNKED,
        CHUNKED + "4",
        CHUNKED + "4\r\nabc",
        CHUNKED + "4\r\nabcd",
        CHUNKED + "4\r\nabcd\r\n",
        CHUNKED + "4\r\nabcd\r\n0\r\n",
        CHUNKED + "4\r\nabcd\r\n0\r\nA: b\r\n",
      })
  void a_close_in_the_middle_is_a_cut(String octets) throws Exception {
    Reply reply = read(octets);
    assertEquals(Ending.CUT, reply.ending());
    assertFalse(reply.isComplete());
  }

  @Test
  void what_came_before_a_cut_is_kept() throws Exception {
    assertEquals("abc", read(OK + "Content-Length: 4\r\n\r\nabc").text());
    assertEquals("abcd", read(CHUNKED + "4\r\nabcd\r\n").text());
    assertEquals("HTTP/1.1 200 O", read("HTTP/1.1 200 O").rawHead());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n" + OK + "\r\n",
        "hello\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.2 200 OK\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200\r\n\r\n",
        "HTTP/1.1 099 x\r\n\r\n",
        "HTTP/1.1 600 x\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 \u0000\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        OK + "\n",
        OK + "no colon\r\n\r\n",
        OK + ": no name\r\n\r\n",
        OK + "Name : space\r\n\r\n",
        OK + "A: b\r\n folded\r\n\r\n",
        OK + "A: b\rc\r\n\r\n",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Content-Length: +1\r\n\r\nx",
        OK + "Content-Length: 1, 1\r\n\r\nx",
        OK + "Content-Length:\r\n\r\n",
        OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        OK + "Content-Length: 9999999999999999999\r\n\r\nx",
        OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
        OK + "Transfer-Encoding: gzip\r\n\r\nx",
        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + "x\r\n",
        CHUNKED + "\r\n",
        CHUNKED + "-1\r\n",
        CHUNKED + "0x1\r\n",
        CHUNKED + "1000000000000000\r\n",
        CHUNKED + "1\nx\r\n0\r\n\r\n",
        CHUNKED + "1\r\nxy\r\n0\r\n\r\n",
        CHUNKED + "0\r\nno colon\r\n\r\n",
      })
  void what_is_not_http_is_told(String octets) throws Exception {
    Reply reply = read(octets);
    assertEquals(Ending.MALFORMED, reply.ending(), reply::toString);
    assertFalse(reply.fault().isEmpty());
  }

  @Test
  void endless_heads_are_bounded() throws Exception {
    assertEquals(Ending.MALFORMED, read(OK + "A: b\r\n".repeat(20_000)).ending());
    assertEquals(Ending.MALFORMED, read(OK + "A: " + "b".repeat(70_000) + "\r\n\r\n").ending());
  }

  private static Reply read(String octets) throws Exception {
    try (ScriptedServer server = ScriptedServer.sending(octets);
        WireClient client = WireClient.connect(server.address())) {
      return client.read();
    }
  }
}

package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.LimitSettings;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.origin.StreamBody.Piece;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IncomingBodyTest {
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private final List<String> events = new ArrayList<>();
  private final Client client = new Client();
  private final RequestReader reader =
      new RequestReader(limits(), client, new RequestHeadCache(), new RangeRequestCache(8192));

  private final class Client implements IncomingBody.Client {
    private boolean ended;
    private long nanos;

    @Override
    public boolean isRelayed() {
      return true;
    }

    @Override
    public boolean hasEnded() {
      return ended;
    }

    @Override
    public long nowNanos() {
      return nanos;
    }

    @Override
    public void sendContinue() {
      events.add("100");
    }

    @Override
    public void taken() {}

    @Override
    public void malformed() {
      events.add("malformed");
    }
  }

  private static LimitSettings limits() {
    LoadResult loadResult =
        SettingsReader.read(Optional.empty(), Map.of("UNTORN_SERVE_DIRECTORY", "/"), List.of());
    return assertInstanceOf(LoadResult.Read.class, loadResult).settings().limits();
  }

  @AfterEach
  void release() {
    reader.clear();
  }

  private void receive(String octets) {
    ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    reader.append(allocator, allocator.directBuffer(bytes.length).writeBytes(bytes));
  }

  /** The body of a request with these fields. */
  private IncomingBody body(String... fields) {
    receive("PUT /a HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    assertNotNull(reader.read());
    IncomingBody body = reader.incoming();
    assertNotNull(body);
    return body;
  }

  private static String next(IncomingBody body) {
    return switch (body.next()) {
      case Piece.Bytes(ByteBuf bytes) -> {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.release();
        yield text;
      }
      case Piece.Later() -> "later";
      case Piece.End() -> "end";
      case Piece.Broken() -> "broken";
    };
  }

  @Test
  void what_lies_behind_a_body_stays_for_the_next_request() {
    IncomingBody body = body("Content-Length: 5");
    assertEquals(OptionalLong.of(5), body.lengthBytes());
    receive("01234GET");
    assertEquals("01234", next(body));
    assertEquals("end", next(body));
    assertEquals(3, reader.bytes().readableBytes());
    assertNull(reader.incoming());
  }

  @Test
  void chunks_that_come_octet_by_octet_are_pieces() {
    IncomingBody body = body(CHUNKED);
    StringBuilder all = new StringBuilder();
    for (char octet : "3;a=b\r\nabc\r\n1\r\nd\r\n0\r\nX: y\r\n\r\n".toCharArray()) {
      receive(String.valueOf(octet));
      all.append(next(body)).append(' ');
    }
    assertEquals("a b c d end", all.toString().replace("later ", "").strip());
    assertEquals(List.of(), events);
  }

  @Test
  void pieces_are_small_however_much_was_received() {
    IncomingBody body = body("Content-Length: 100000");
    receive("x".repeat(100_000));
    assertEquals(1 << 16, next(body).length());
    assertEquals(100_000 - (1 << 16), next(body).length());
    assertEquals("end", next(body));
  }

  @Test
  void framing_alone_is_no_progress() {
    IncomingBody body = body(CHUNKED);
    receive("1\r\na\r\n");
    client.nanos = 7;
    assertEquals("a", next(body));
    assertFalse(body.isStalled(1000, 10), "the upstream has not asked");
    assertEquals("later", next(body));
    client.nanos = 16;
    receive("5;x");
    assertEquals("later", next(body));
    assertFalse(body.isStalled(16, 10));
    assertTrue(body.isStalled(17, 10));
    receive("\r\n0");
    assertEquals("0", next(body));
    assertEquals("later", next(body));
    assertFalse(body.isStalled(17, 10));
  }

  @Test
  void who_waits_is_called_once_when_something_has_come() {
    IncomingBody body = body("Content-Length: 2");
    assertEquals("later", next(body));
    body.whenReady(() -> events.add(next(body)));
    assertEquals(List.of(), events);
    receive("a");
    body.advance();
    body.advance();
    assertEquals(List.of("a"), events);
    assertEquals("later", next(body));
    receive("b");
    body.whenReady(() -> events.add(next(body)));
    assertEquals(List.of("a", "b"), events);
  }

  @Test
  void a_client_is_told_to_continue_once_when_it_waits() {
    IncomingBody body = body("Content-Length: 2", "Expect: 100-continue");
    assertEquals(List.of(), events);
    assertEquals("later", next(body));
    assertEquals("later", next(body));
    assertEquals(List.of("100"), events);
  }

  @Test
  void a_client_that_does_not_wait_or_has_its_answer_is_not_told_to_continue() {
    IncomingBody eager = body("Content-Length: 2", "Expect: 100-continue");
    receive("a");
    assertEquals("a", next(eager));
    assertEquals("later", next(eager));
    receive("b");
    assertEquals("b", next(eager));
    IncomingBody refused = body("Content-Length: 2", "Expect: 100-continue");
    refused.answerBegins();
    assertEquals("later", next(refused));
    assertEquals(List.of(), events);
  }

  @Test
  void a_body_whose_client_ends_early_is_broken() {
    IncomingBody body = body("Content-Length: 2");
    receive("a");
    client.ended = true;
    assertEquals("a", next(body));
    assertEquals("broken", next(body));
    assertEquals(List.of("malformed"), events);
    assertEquals("broken", next(body));
  }

  @Test
  void who_waits_learns_that_a_body_was_cut() {
    IncomingBody body = body("Content-Length: 2");
    assertEquals("later", next(body));
    body.whenReady(() -> events.add(next(body)));
    body.cut();
    body.cut();
    assertEquals(List.of("broken"), events);
  }

  @Test
  void what_nobody_wants_is_thrown_away() {
    IncomingBody body = body("Content-Length: 9");
    body.close();
    receive("0123");
    body.advance();
    assertTrue(reader.isEmpty());
    assertEquals(body, reader.incoming(), "it was not received whole");
  }
}

package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.http.Request;
import dev.untorn.http.h1.RequestParser.Incomplete;
import dev.untorn.http.h1.RequestParser.Malformed;
import dev.untorn.http.h1.RequestParser.Parsed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, the requests are the same. */
final class RequestPiecesTest {
  private static final int HEAD_MAX = 700;
  private static final int TARGET_MAX = 200;

  /** Parts of heads, sound and unsound, from which random streams are put together. */
  private static final String[] PARTS = {
    "GET / HTTP/1.1\r\n",
    "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n",
    "HEAD http://b/c HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\n",
    "Host: a\r\n",
    "X-Long: " + "y".repeat(90) + "\r\n",
    "Accept: */*\r\n",
    "Range: bytes=0-1\r\n",
    "\r\n",
    "\r\n\r\n",
    "Content-Length: 0\r\n",
    "Transfer-Encoding: chunked\r\n",
    "a".repeat(60),
    "\n",
    "\r",
    " ",
    ":",
    "\0",
    "\u00ff",
    "\t"
  };

  @Test
  void random_streams_read_the_same_in_pieces_of_any_size() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int requests = 0;
    int refusals = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] stream = stream(random);
      List<Object> whole = feed(stream, stream.length, random, false);
      requests += (int) whole.stream().filter(List.class::isInstance).count();
      refusals += (int) whole.stream().filter(Malformed.class::isInstance).count();
      assertEquals(whole, feed(stream, 1, random, false), () -> told(seed, stream));
      assertEquals(whole, feed(stream, 40, random, true), () -> told(seed, stream));
    }
    assertTrue(requests > 300 && refusals > 300, requests + " and " + refusals);
  }

  @Test
  void pipelined_requests_leave_each_other_alone() {
    ByteBuf buffer = Unpooled.buffer();
    write(buffer, "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    write(buffer, "\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3");
    RequestParser parser = new RequestParser(HEAD_MAX, TARGET_MAX);
    assertEquals("/1", assertInstanceOf(RequestHead.class, parser.parse(buffer)).request().path());
    assertEquals("abc", buffer.readSlice(3).toString(StandardCharsets.US_ASCII));
    assertEquals("/2", assertInstanceOf(RequestHead.class, parser.parse(buffer)).request().path());
    assertEquals("GET /3", buffer.toString(StandardCharsets.US_ASCII));
    assertInstanceOf(Incomplete.class, parser.parse(buffer));
  }

  @Test
  void many_small_pieces_cost_about_as_much_as_one() {
    // A quadratic reader would look at 45 000 000 000 bytes here.
    int size = 300_000;
    RequestParser parser = new RequestParser(size + 1000, TARGET_MAX);
    ByteBuf buffer = Unpooled.buffer(size + 1000);
    write(buffer, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
    for (int i = 0; i < size; i++) {
      buffer.writeByte('y');
      assertInstanceOf(Incomplete.class, parser.parse(buffer));
    }
    write(buffer, "\r\n\r\n");
    Request request = assertInstanceOf(RequestHead.class, parser.parse(buffer)).request();
    assertEquals(size, request.headers().get("X").length());
  }

  /** Requests and a refusal, in order, with what was left unread behind the last of them. */
  private static List<Object> feed(byte[] stream, int pieceMax, Random random, boolean direct) {
    RequestParser parser = new RequestParser(HEAD_MAX, TARGET_MAX);
    ByteBuf buffer =
        direct ? PooledByteBufAllocator.DEFAULT.directBuffer() : Unpooled.buffer(stream.length);
    List<Object> events = new ArrayList<>();
    try {
      for (int at = 0; at < stream.length; ) {
        int piece =
            Math.min(
                stream.length - at,
                pieceMax == stream.length ? pieceMax : 1 + random.nextInt(pieceMax));
        buffer.writeBytes(stream, at, piece);
        at += piece;
        Parsed parsed = parser.parse(buffer);
        while (parsed instanceof RequestHead head) {
          events.add(facts(head));
          parsed = parser.parse(buffer);
        }
        if (parsed instanceof Malformed) {
          events.add(parsed);
          return events;
        }
        buffer.discardReadBytes();
      }
      events.add(buffer.toString(StandardCharsets.ISO_8859_1));
      return events;
    } finally {
      buffer.release();
    }
  }

  private static byte[] stream(Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int parts = 1 + random.nextInt(12);
    for (int i = 0; i < parts; i++) {
      // Mostly sound parts: an unsound one ends the stream.
      int kinds = random.nextInt(4) == 0 ? PARTS.length : 12;
      stream.writeBytes(PARTS[random.nextInt(kinds)].getBytes(StandardCharsets.ISO_8859_1));
    }
    return stream.toByteArray();
  }

  private static String told(long seed, byte[] stream) {
    return "seed " + seed + ": " + new String(stream, StandardCharsets.ISO_8859_1);
  }

  private static void write(ByteBuf buffer, String ascii) {
    buffer.writeCharSequence(ascii, StandardCharsets.US_ASCII);
  }

  private static List<Object> facts(RequestHead head) {
    return List.of(
        head.request(), head.http11(), head.keepAlive(), head.expectContinue(), head.body());
  }
}

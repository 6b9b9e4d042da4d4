package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.http.h1.RequestBodyDrain.Drain;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyDrainTest {
  private static final int BYTES_MAX = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\n\r\n",
        "5\r\nabcde\r\n0\r\n\r\n",
        "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
        "0005\r\nabcde\r\n000\r\n\r\n",
        "5\r\n\r\n0\r\n\r\n0\r\n\r\n",
        "5;a=b\r\nabcde\r\n0;c\r\n\r\n",
        "5 ; a = \"b;c\"\r\nabcde\r\n0\r\n\r\n",
        "0\r\nX: y\r\nEmpty:\r\n\r\n",
        "0\r\nContent-Length: 5\r\n\r\n"
      })
  void a_chunked_body_is_consumed_whole_and_nothing_behind_it(String body) {
    for (int piece = 1; piece <= body.length(); piece++) {
      assertEquals("DONE behind", drain(body + "behind", piece));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "g\r\n",
        "-1\r\n",
        "+5\r\n",
        " 5\r\n",
        "0x5\r\n",
        "5 \r\n",
        "5 5\r\n",
        "5\n",
        "5\r5",
        "5\rabcde",
        "5;a\nb\r\n",
        "5;a\rb\r\n",
        "5;a\0\r\n",
        "5,a\r\n",
        "\u0665\r\n",
        "5\r\nabcdef",
        "5\r\nabcde\n",
        "5\r\nabcde\r0",
        "5\r\nabcde0\r\n",
        "0\r\n\n",
        "0\r\n\rX",
        "0\r\n X: y\r\n",
        "0\r\nX: y\r\n z\r\n",
        "0\r\nX : y\r\n",
        "0\r\nX\r\n",
        "0\r\n: y\r\n",
        "0\r\nX: y\n",
        "0\r\nX: \0\r\n",
        "0\r\nGET / HTTP/1.1\r\n"
      })
  void a_chunked_body_with_a_fault_is_malformed(String body) {
    for (int piece = 1; piece <= body.length(); piece++) {
      String drained = drain(body, piece);
      assertEquals("MALFORMED", drained.substring(0, drained.indexOf(' ')), "by " + piece);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65\r\n", "40\r\nxx", "ffffffffffffffff\r\n", "80000000000000000001\r\n"})
  void more_data_than_the_bound_is_too_large(String size) {
    String first = "30\r\n" + "x".repeat(0x30) + "\r\n";
    assertEquals(
        Drain.TOO_LARGE,
        new RequestBodyDrain(new RequestBody.Chunked(), 100, RequestBodyDrain.DISCARD)
            .consume(bytes(first + size)));
  }

  @Test
  void data_of_exactly_the_bound_is_consumed() {
    assertEquals("DONE ", drain("64\r\n" + "x".repeat(100) + "\r\n0\r\n\r\n", 7));
  }

  @Test
  void framing_without_end_is_too_large() {
    for (String endless :
        new String[] {
          "1;" + "x".repeat(20_000), "0".repeat(20_000), "0\r\n" + "X: y\r\n".repeat(4_000)
        }) {
      RequestBodyDrain drain =
          new RequestBodyDrain(new RequestBody.Chunked(), BYTES_MAX, RequestBodyDrain.DISCARD);
      assertEquals(Drain.TOO_LARGE, drain.consume(bytes(endless)));
    }
  }

  @Test
  void an_empty_chunked_body_is_fine_where_no_body_is_wanted() {
    RequestBodyDrain drain =
        new RequestBodyDrain(new RequestBody.Chunked(), 0, RequestBodyDrain.DISCARD);
    assertEquals(Drain.DONE, drain.consume(bytes("0\r\n\r\n")));
  }

  @Test
  void a_body_with_a_length_is_consumed_whole_and_nothing_behind_it() {
    RequestBodyDrain drain =
        new RequestBodyDrain(new RequestBody.Length(5), BYTES_MAX, RequestBodyDrain.DISCARD);
    assertEquals(Drain.MORE, drain.consume(bytes("")));
    assertEquals(Drain.MORE, drain.consume(bytes("abc")));
    ByteBuf rest = bytes("deGET");
    assertEquals(Drain.DONE, drain.consume(rest));
    assertEquals("GET", rest.toString(StandardCharsets.US_ASCII));
    assertEquals(Drain.DONE, drain.consume(rest));
    assertEquals("GET", rest.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void a_length_beyond_the_bound_is_refused_before_it_is_read() {
    ByteBuf buffer = bytes("a");
    RequestBodyDrain drain =
        new RequestBodyDrain(new RequestBody.Length(101), BYTES_MAX, RequestBodyDrain.DISCARD);
    assertEquals(Drain.TOO_LARGE, drain.consume(buffer));
    assertEquals(1, buffer.readableBytes());
    assertEquals(
        Drain.MORE,
        new RequestBodyDrain(new RequestBody.Length(100), BYTES_MAX, RequestBodyDrain.DISCARD)
            .consume(buffer));
  }

  @Test
  void without_a_body_nothing_is_consumed() {
    ByteBuf buffer = bytes("GET");
    assertEquals(
        Drain.DONE,
        new RequestBodyDrain(new RequestBody.None(), 0, RequestBodyDrain.DISCARD).consume(buffer));
    assertEquals(3, buffer.readableBytes());
  }

  /** The ending, and what was left unread. */
  private static String drain(String text, int piece) {
    RequestBodyDrain drain =
        new RequestBodyDrain(new RequestBody.Chunked(), BYTES_MAX, RequestBodyDrain.DISCARD);
    ByteBuf all = bytes(text);
    ByteBuf arrived = Unpooled.buffer();
    Drain ending = Drain.MORE;
    while (ending == Drain.MORE && all.isReadable()) {
      arrived.writeBytes(all, Math.min(piece, all.readableBytes()));
      ending = drain.consume(arrived);
    }
    String left = arrived.toString(StandardCharsets.ISO_8859_1);
    return ending + " " + left + all.toString(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}

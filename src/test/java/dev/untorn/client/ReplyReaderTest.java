package dev.untorn.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyReaderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String OTHER =
      "HTTP/1.1 404 Not Found\r\nServer: x\r\ncontent-length:\t2 \r\nConnection: Close\r\n\r\nno";

  private static final String CHUNKED =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Transfer-Encoding: Chunked",
          "",
          "5;x=\"y\"",
          "hello",
          "0015",
          ", a\r\nb\r\n0\r\n\r\nc 123456",
          "0",
          "X-Trailer: 1",
          "",
          "");

  private final List<String> seen = new ArrayList<>();
  private ReplyReader reader = reader(false);
  private long wholeBytes;
  private final StringBuilder body = new StringBuilder();
  private String tag = "";

  private ReplyReader reader(boolean heads) {
    return new ReplyReader(
        new ReplyHead(),
        16 * 1024,
        heads,
        new ReplyReader.Listener() {
          @Override
          public boolean began(ReplyHead head) {
            tag = head.tag();
            body.setLength(0);
            return true;
          }

          @Override
          public boolean content(ByteBuffer bytes, int from, int to) {
            body.append(StandardCharsets.ISO_8859_1.decode(bytes.slice(from, to - from)));
            return true;
          }

          @Override
          public boolean ended() {
            String close = reader.close() ? " close" : "";
            seen.add(reader.status() + " " + reader.bodyBytes() + close);
            wholeBytes = reader.wholeBytes();
            return true;
          }

          @Override
          public void malformed(String why) {
            seen.add("unreadable");
          }
        });
  }

  @Test
  void responses_in_one_read_are_told_apart() {
    take(OK + OK + OTHER);
    assertEquals(List.of("200 5", "200 5", "404 2 close"), seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 41, 64})
  void responses_in_pieces_of_any_size_are_put_together(int pieceBytes) {
    String all = OK + OTHER + CHUNKED + OK + OK;
    for (int at = 0; at < all.length(); at += pieceBytes) {
      take(all.substring(at, Math.min(all.length(), at + pieceBytes)));
    }
    assertEquals(List.of("200 5", "404 2 close", "200 26", "200 5", "200 5"), seen);
  }

  @Test
  void content_is_handed_on_as_it_comes() {
    take(OTHER);
    take("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
    assertEquals("he", body.toString());
    take("llo");
    assertEquals("hello", body.toString());
  }

  @Test
  void chunks_are_not_of_the_body_and_their_data_is() {
    take(CHUNKED);
    assertEquals("hello, a\r\nb\r\n0\r\n\r\nc 123456", body.toString());
    assertEquals(26, wholeBytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\r\n", "\r\n", "1234567890123456\r\n", "1\r\nab"})
  void what_is_no_chunk_is_not_read(String octets) {
    take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + octets);
    assertEquals(List.of("unreadable"), seen);
  }

  @Test
  void a_body_without_a_length_lasts_until_the_connection_ends() {
    take("HTTP/1.1 200 OK\r\n\r\nhel");
    take("lo");
    assertEquals(List.of(), seen);
    assertEquals(true, reader.endsByClose());
    reader.closed();
    assertEquals(List.of("200 5 close"), seen);
    assertEquals(5, wholeBytes);
  }

  @Test
  void an_answer_to_head_has_a_length_and_no_body() {
    reader = reader(true);
    take("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n");
    assertEquals(List.of("200 0", "404 0"), seen);
    assertEquals(-1, wholeBytes);
    take("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    assertEquals(5, wholeBytes);
  }

  @Test
  void an_interim_response_is_none() {
    take("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK + "HTTP/1.1 100 Continue\r\n\r\n");
    assertEquals(List.of("200 5"), seen);
  }

  @Test
  void what_one_head_says_is_forgotten_by_the_next() {
    take("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assertEquals("\"a\"", tag);
    take("HTTP/1.1 200 OK\r\nETag: \"b\"\r\nContent-Length: 0\r\n\r\n");
    assertEquals("\"b\"", tag);
    take("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertEquals("", tag);
    assertEquals(List.of("200 0 close", "200 0", "200 0"), seen);
  }

  @Test
  void an_answer_not_modified_has_no_body_whatever_its_length_says() {
    take("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n" + OK);
    assertEquals(List.of("304 0", "200 5"), seen);
  }

  @Test
  void version_1_0_closes() {
    take("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertEquals(List.of("200 0 close"), seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
      })
  void what_has_two_lengths_or_is_no_response_is_not_read(String octets) {
    take(octets);
    assertEquals(List.of("unreadable"), seen);
  }

  @Test
  void a_head_without_end_is_not_kept_for_ever() {
    String line = "X-Long: " + "x".repeat(1_000) + "\r\n";
    take("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 20 && seen.isEmpty(); i++) {
      take(line);
    }
    assertEquals(List.of("unreadable"), seen);
  }

  private void take(String octets) {
    byte[] bytes = octets.getBytes(StandardCharsets.US_ASCII);
    // As in a buffer of which they are a part.
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 9);
    buffer.put(3, bytes);
    reader.take(buffer, 3, 3 + bytes.length);
  }
}

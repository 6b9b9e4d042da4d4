package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.http.Request;
import dev.untorn.http.TestBuffers;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RangeRequestCacheTest {
  private static final int HEAD_BYTES_MAX = 200;

  private final RangeRequestCache seen = new RangeRequestCache(HEAD_BYTES_MAX);
  private final TestBuffers buffers = new TestBuffers();

  @AfterEach
  void freeBuffers() {
    buffers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-0", "7-", "1000-", "123456789-9876543210", "5-1", "00-00"})
  void heads_may_differ_in_the_numbers_of_their_range(String numbers) {
    read(head("bytes=0-99"));
    RequestHead found = seen.find(bytes(head("bytes=" + numbers)));
    assertNotNull(found);
    assertEquals(parsed(head("bytes=" + numbers)), found.request());
  }

  @Test
  void what_follows_from_the_rest_of_the_head_is_worked_out_once() {
    RequestHead first = read(head("bytes=0-99"));
    RequestHead found = seen.find(bytes(head("bytes=1-2")));
    assertNotNull(found);
    assertSame(first.context().target(), found.context().target());
    assertSame(first.context().acceptable(), found.context().acceptable());
    assertSame(first.context().digests(), found.context().digests());
    assertEquals(Optional.of("bytes=0-99"), first.request().range());
  }

  @Test
  void no_other_byte_may_differ() {
    String known = head("bytes=0-99");
    read(known);
    int from = known.indexOf("0-99");
    for (int i = 0; i < known.length(); i++) {
      if (i < from || i >= from + "0-99".length()) {
        StringBuilder other = new StringBuilder(known);
        other.setCharAt(i, (char) (known.charAt(i) ^ 1));
        assertNull(seen.find(bytes(other.toString())), other.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-5",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-9,20-29",
        "bytes=0-9 ",
        "bytes=0 -9",
        "bytes= 0-9",
        "bytes=0--9",
        "Bytes=0-9",
        "lines=0-9",
        "bytes=0-9\r\nX: y",
        "bytes=0-9\r"
      })
  void any_other_range_is_for_the_parser(String range) {
    read(head("bytes=0-99"));
    assertNull(seen.find(bytes(head(range))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=-5", "bytes=0-9,20-29", "bytes=0-9 ", "Bytes=0-9", "bytes=0-9\r\nrange: x"})
  void a_head_with_any_other_range_is_not_kept(String range) {
    read(head(range));
    assertNull(seen.find(bytes(head(range))));
  }

  @Test
  void more_or_fewer_bytes_are_for_the_parser() {
    String known = head("bytes=0-99");
    read(known);
    assertNull(seen.find(bytes(known + "G")));
    for (int length = 0; length < known.length(); length++) {
      assertNull(seen.find(bytes(known.substring(0, length))));
    }
  }

  @Test
  void a_head_longer_than_the_parser_allows_is_for_it_to_refuse() {
    read(head("bytes=0-99"));
    assertNull(seen.find(bytes(head("bytes=" + "0".repeat(HEAD_BYTES_MAX) + "-99"))));
  }

  @Test
  void bytes_need_not_begin_where_their_buffer_begins() {
    read(head("bytes=0-99"));
    RequestHead found = seen.find(bytes("xyz" + head("bytes=1-")).skipBytes(3));
    assertNotNull(found);
    assertEquals(Optional.of("bytes=1-"), found.request().range());
  }

  private static String head(String range) {
    return "GET /a HTTP/1.1\r\nHost: here\r\nrange:  " + range + "\r\nAccept: */*\r\n\r\n";
  }

  private RequestHead read(String text) {
    ByteBuf bytes = bytes(text);
    RequestHead head = (RequestHead) new RequestParser(8192, 8192).parse(bytes);
    if (head.request().range().isPresent()) {
      seen.remember(bytes, 0, head);
    }
    return head;
  }

  private Request parsed(String text) {
    return ((RequestHead) new RequestParser(8192, 8192).parse(bytes(text))).request();
  }

  private ByteBuf bytes(String text) {
    return buffers.of(text);
  }
}

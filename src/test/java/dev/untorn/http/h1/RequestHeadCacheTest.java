package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.http.TestBuffers;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestHeadCacheTest {
  private static final String HEAD = "GET /a HTTP/1.1\r\nHost: here\r\n\r\n";

  private final RequestHeadCache seen = new RequestHeadCache();
  private final TestBuffers buffers = new TestBuffers();

  @AfterEach
  void freeBuffers() {
    buffers.close();
  }

  @Test
  void the_same_bytes_are_the_same_request() {
    RequestHead first = read(HEAD);
    assertSame(first, seen.find(bytes(HEAD)));
  }

  @Test
  void no_byte_may_differ() {
    read(HEAD);
    for (int i = 0; i < HEAD.length(); i++) {
      StringBuilder other = new StringBuilder(HEAD);
      other.setCharAt(i, (char) (HEAD.charAt(i) ^ 1));
      assertNull(seen.find(bytes(other.toString())), other.toString());
    }
  }

  @Test
  void more_or_fewer_bytes_are_for_the_parser() {
    read(HEAD);
    assertNull(seen.find(bytes(HEAD + "G")));
    assertNull(seen.find(bytes(HEAD.substring(0, HEAD.length() - 1))));
  }

  @Test
  void a_head_with_something_behind_it_is_not_kept() {
    read(HEAD + "GET /b");
    assertNull(seen.find(bytes(HEAD)));
    assertNull(seen.find(bytes(HEAD + "GET /b")));
  }

  @Test
  void a_head_with_a_body_is_not_kept() {
    String head = "GET /a HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\n";
    read(head);
    assertNull(seen.find(bytes(head)));
  }

  @Test
  void a_long_head_is_not_kept() {
    String head = "GET /a HTTP/1.1\r\nHost: here\r\nCookie: " + "x".repeat(1024) + "\r\n\r\n";
    read(head);
    assertNull(seen.find(bytes(head)));
  }

  @Test
  void bytes_need_not_begin_where_their_buffer_begins() {
    RequestHead first = read(HEAD);
    ByteBuf later = bytes("xyz" + HEAD).skipBytes(3);
    assertSame(first, seen.find(later));
    assertEquals(3, later.readerIndex());
  }

  private RequestHead read(String text) {
    ByteBuf bytes = bytes(text);
    RequestHead head = (RequestHead) new RequestParser(8192, 8192).parse(bytes);
    seen.remember(bytes, 0, head);
    return head;
  }

  private ByteBuf bytes(String text) {
    return buffers.of(text);
  }
}

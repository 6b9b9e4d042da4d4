package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets whose clients want parts of objects that are not stored. */
final class ProxyRangesTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE_BYTES = 32 * MIB;

  @TempDir Path cache;

  private static byte[] content(int seed) {
    byte[] content = new byte[SIZE_BYTES];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static void assertPart(byte[] body, int first, int last, Reply reply) {
    assertEquals(206, reply.status());
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertEquals(
        "bytes %d-%d/%d".formatted(first, last, body.length),
        reply.field("Content-Range").orElse(""));
    assertArrayEquals(Arrays.copyOfRange(body, first, last + 1), reply.body());
  }

  private static Reply range(Proxied proxied, String range) throws IOException {
    return proxied.get("/a", "Range: bytes=" + range);
  }

  @Test
  void a_few_bytes_far_in_a_cold_object_cost_a_unit() throws Exception {
    byte[] body = content(1);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      assertEquals(MIB, origin.sentBytes());
      Reply again = range(proxied, "20000100-20000199");
      assertPart(body, 20_000_100, 20_000_199, again);
      assertTrue(
          again.field("Cache-Status").orElse("").contains("; hit"),
          () -> "" + again.field("Cache-Status"));
      assertEquals(MIB, origin.sentBytes(), "it was there");
      int border = 25 * MIB - 50;
      assertPart(body, border, border + 99, range(proxied, border + "-" + (border + 99)));
      assertEquals(3 * MIB, origin.sentBytes());
    }
  }

  @Test
  void the_last_bytes_cost_a_unit() throws Exception {
    byte[] body = content(2);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, SIZE_BYTES - 100, SIZE_BYTES - 1, range(proxied, "-100"));
      assertEquals(MIB, origin.sentBytes());
    }
  }

  @Test
  void parts_become_the_whole_and_it_is_stored() throws Exception {
    byte[] body = content(3);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      assertPart(body, 30_000_000, 30_000_099, range(proxied, "30000000-30000099"));
      assertWhole(body, proxied.get("/a"));
      long sent = origin.sentBytes();
      assertTrue(sent <= SIZE_BYTES + 6 * 4096, () -> sent + " in " + origin.sent());
      assertWhole(body, proxied.get("/a"));
      assertPart(body, 0, 99, range(proxied, "0-99"));
      assertEquals(sent, origin.sentBytes());
      proxied.restart();
      assertWhole(body, proxied.get("/a"));
      assertEquals(sent, origin.sentBytes());
    }
  }

  @Test
  void parts_in_any_order_become_the_whole() throws Exception {
    byte[] body = content(4);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      for (int part : new int[] {3, 1, 2, 0}) {
        int first = part * 8 * MIB + 12345 * part;
        int last = Math.min(SIZE_BYTES, (part + 1) * 8 * MIB + 12345 * (part + 1)) - 1;
        assertPart(body, first, last, range(proxied, first + "-" + last));
      }
      long sent = origin.sentBytes();
      assertTrue(sent <= SIZE_BYTES + 20 * 4096, () -> sent + " in " + origin.sent());
      assertWhole(body, proxied.get("/a"));
      assertTrue(origin.sentBytes() <= sent + 8 * 4096, () -> "" + origin.sent());
    }
  }

  @Test
  void all_that_follows_is_sent_in_growing_pieces() throws Exception {
    byte[] body = content(5);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 10_000_000, SIZE_BYTES - 1, range(proxied, "10000000-"));
      assertTrue(origin.sentBytes() < SIZE_BYTES - 8 * MIB, () -> "" + origin.sent());
      assertTrue(origin.sent().size() < 8, () -> "" + origin.sent());
    }
  }

  @Test
  void an_object_that_changes_under_another_tag_is_fetched_anew() throws Exception {
    byte[] older = content(6);
    byte[] newer = content(7);
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(older, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      origin.become(newer, "\"v2\"");
      assertPart(older, 20_000_200, 20_000_299, range(proxied, "20000200-20000299"));
      assertFalse(range(proxied, "30000000-30000099").isComplete(), "the old one is no more");
      assertPart(newer, 30_000_000, 30_000_099, range(proxied, "30000000-30000099"));
      assertPart(newer, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
    }
  }

  @Test
  void other_bytes_under_the_same_tag_are_found_where_parts_meet() throws Exception {
    byte[] older = content(8);
    byte[] newer = content(9);
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      int unit = 20 * MIB;
      assertPart(older, unit, unit + 99, range(proxied, unit + "-" + (unit + 99)));
      origin.become(newer, "\"v1\"");
      int next = unit + MIB;
      assertFalse(range(proxied, next + "-" + (next + 99)).isComplete(), "behind it");
      assertPart(newer, next, next + 99, range(proxied, next + "-" + (next + 99)));
    }
  }

  @Test
  void other_bytes_under_the_same_tag_are_found_before_parts_that_follow() throws Exception {
    byte[] older = content(10);
    byte[] newer = content(11);
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      int unit = 20 * MIB;
      assertPart(older, unit, unit + 99, range(proxied, unit + "-" + (unit + 99)));
      origin.become(newer, "\"v1\"");
      int from = unit - 100;
      Reply across = range(proxied, from + "-" + (unit + 99));
      assertFalse(across.isComplete(), "no bytes of both");
    }
  }

  @Test
  void parts_without_a_strong_tag_pass_as_they_are() throws Exception {
    byte[] body = content(12);
    RangedOrigin origin = new RangedOrigin(body, "W/\"v1\"", "Cache-Control: max-age=600\r\n");
    try (Proxied proxied = Proxied.of(cache, origin)) {
      Reply reply = range(proxied, "20000000-20000099");
      assertPart(body, 20_000_000, 20_000_099, reply);
      assertEquals(new RangedOrigin.Sent(true, 20_000_000, 20_000_100), origin.sent().getLast());
      assertPart(body, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      assertEquals(4, origin.sent().size(), "nothing is stored");
    }
  }

  @Test
  void a_range_beyond_the_end_is_the_origins_to_refuse() throws Exception {
    try (Proxied proxied = Proxied.of(cache, new RangedOrigin(content(13)))) {
      Reply reply = range(proxied, "40000000-40000099");
      assertEquals(416, reply.status());
      assertEquals("bytes */" + SIZE_BYTES, reply.field("Content-Range").orElse(""));
    }
  }

  @Test
  void a_range_far_ahead_of_the_whole_does_not_wait_for_it() throws Exception {
    byte[] body = content(14);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      origin.inTheMiddle(() -> {
        try {
          assertPart(body, 30_000_000, 30_000_099, range(proxied, "30000000-30000099"));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      assertWhole(body, proxied.get("/a"));
      assertWhole(body, proxied.get("/a"));
    }
  }

  @Test
  void parts_are_found_again_after_a_restart() throws Exception {
    byte[] body = content(15);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      assertPart(body, 30_000_000, 30_000_099, range(proxied, "30000000-30000099"));
      proxied.restart();
      Reply again = range(proxied, "20000100-20000199");
      assertPart(body, 20_000_100, 20_000_199, again);
      assertEquals(2 * MIB, origin.sentBytes(), "it was there");
      int next = 20 * MIB;
      assertPart(body, next, next + 99, range(proxied, next + "-" + (next + 99)));
      assertEquals(3 * MIB + 4096, origin.sentBytes(), "joined to what was there");
      proxied.restart();
      assertWhole(body, proxied.get("/a"));
      assertTrue(origin.sentBytes() < SIZE_BYTES + 10 * 4096, () -> "" + origin.sent());
    }
  }

  @Test
  void without_the_origin_parts_answer_for_themselves_alone() throws Exception {
    byte[] body = content(16);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 20_000_000, 20_000_099, range(proxied, "20000000-20000099"));
      String only = "Cache-Control: only-if-cached";
      assertPart(
          body, 20_000_100, 20_000_199, proxied.get("/a", "Range: bytes=20000100-20000199", only));
      assertEquals(504, proxied.get("/a", "Range: bytes=30000000-30000099", only).status());
      assertEquals(504, proxied.get("/a", only).status());
      assertEquals(MIB, origin.sentBytes());
    }
  }

  @Test
  void no_response_goes_across_a_join_that_was_not_compared() throws Exception {
    byte[] older = content(17);
    byte[] newer = content(18);
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      int border = 20 * MIB;
      assertPart(older, border, border + 99, range(proxied, border + "-" + (border + 99)));
      origin.become(newer, "\"v1\"");
      int before = border - 4 * MIB;
      assertPart(newer, before, before + 99, range(proxied, before + "-" + (before + 99)));
      int across = border - 3 * MIB - 100;
      assertFalse(
          range(proxied, across + "-" + (border + 99)).isComplete(),
          "its ends are of two versions");
    }
  }
}

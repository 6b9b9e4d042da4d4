package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets whose clients want bytes near the beginning of what is not stored. */
final class ProxyFirstRangesTest {
  private static final int MIB = 1 << 20;
  private static final int LARGE_BYTES = 32 * MIB;
  private static final int SMALL_BYTES = 5 * MIB;
  private static final String FRESH = "Cache-Control: max-age=600\r\n";
  private static final int COMPARED_BYTES = 4096;
  private static final long DEADLINE_MILLIS = 20_000;

  @TempDir Path cache;

  private static byte[] content(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(content);
    return content;
  }

  private static void assertPart(byte[] body, int first, int last, Proxied proxied)
      throws IOException {
    Reply reply = proxied.get("/a", "Range: bytes=" + first + "-" + last);
    assertEquals(206, reply.status());
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertArrayEquals(Arrays.copyOfRange(body, first, last + 1), reply.body());
  }

  private static void awaitSent(long bytes, RangedOrigin origin) throws InterruptedException {
    long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
    while (origin.sentBytes() < bytes) {
      assertTrue(System.currentTimeMillis() < deadline, () -> "" + origin.sent());
      Thread.sleep(10);
    }
  }

  @Test
  void a_few_bytes_of_a_large_object_cost_their_units() throws Exception {
    byte[] body = content(LARGE_BYTES);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 0, 99, proxied);
      assertEquals(List.of(new RangedOrigin.Sent(true, 0, MIB)), origin.sent());
      assertPart(body, 5_000_000, 5_000_099, proxied);
      assertEquals(2 * MIB, origin.sentBytes());
      assertPart(body, 7 * MIB - 50, 7 * MIB + 49, proxied);
      assertEquals(4 * MIB, origin.sentBytes());
      assertPart(body, 100, 199, proxied);
      assertEquals(4 * MIB, origin.sentBytes(), "it was there");
      assertWhole(body, proxied.get("/a"));
      long sent = origin.sentBytes();
      assertTrue(sent <= LARGE_BYTES + 8 * COMPARED_BYTES, () -> "" + origin.sent());
    }
  }

  @Test
  void all_that_follows_has_the_whole_fetched() throws Exception {
    byte[] body = content(LARGE_BYTES);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      Reply reply = proxied.get("/a", "Range: bytes=100-");
      assertArrayEquals(Arrays.copyOfRange(body, 100, body.length), reply.body());
      assertEquals(List.of(new RangedOrigin.Sent(false, 0, LARGE_BYTES)), origin.sent());
    }
  }

  @Test
  void a_small_object_is_fetched_whole() throws Exception {
    byte[] body = content(SMALL_BYTES);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 2_000_000, 2_000_099, proxied);
      awaitSent(SMALL_BYTES, origin);
      assertWhole(body, proxied.get("/a"));
      long sent = origin.sentBytes();
      assertTrue(sent <= SMALL_BYTES + 4 * COMPARED_BYTES, () -> "" + origin.sent());
      proxied.restart();
      assertWhole(body, proxied.get("/a"));
      assertEquals(sent, origin.sentBytes(), "it is stored");
    }
  }

  @Test
  void an_object_of_one_unit_costs_one_request() throws Exception {
    byte[] body = content(1000);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 0, 99, proxied);
      assertWhole(body, proxied.get("/a"));
      assertPart(body, 900, 999, proxied);
      assertEquals(416, proxied.get("/a", "Range: bytes=1000-1099").status());
      assertEquals(List.of(new RangedOrigin.Sent(true, 0, 1000)), origin.sent());
    }
  }

  @Test
  void what_lies_behind_the_end_of_a_small_object_is_refused_by_its_length() throws Exception {
    byte[] body = content(1000);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      Reply reply = proxied.get("/a", "Range: bytes=5000000-5000099");
      assertEquals(416, reply.status());
      assertEquals("bytes */1000", reply.field("Content-Range").orElse(""));
      assertPart(body, 900, 999, proxied);
      assertEquals(List.of(new RangedOrigin.Sent(false, 0, 1000)), origin.sent());
    }
  }

  @Test
  void a_small_object_without_a_strong_tag_is_stored() throws Exception {
    byte[] body = content(SMALL_BYTES);
    RangedOrigin origin = new RangedOrigin(body, "W/\"v1\"", FRESH);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 0, 99, proxied);
      assertWhole(body, proxied.get("/a"));
      assertPart(body, 4_000_000, 4_000_099, proxied);
      assertEquals(
          List.of(
              new RangedOrigin.Sent(true, 0, MIB), new RangedOrigin.Sent(false, 0, SMALL_BYTES)),
          origin.sent());
    }
  }

  @Test
  void a_part_of_a_large_object_without_a_strong_tag_passes() throws Exception {
    byte[] body = content(LARGE_BYTES);
    RangedOrigin origin = new RangedOrigin(body, "W/\"v1\"", FRESH);
    try (Proxied proxied = Proxied.of(cache, origin)) {
      assertPart(body, 0, 99, proxied);
      assertEquals(new RangedOrigin.Sent(true, 0, 100), origin.sent().getLast());
    }
  }
}

package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy whose origin sends the whole in place of a part, under the same strong tag. */
final class ProxyRangesRefusedTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE_BYTES = 32 * MIB;

  /** So long requests have to reach the proxy while the origin lets it wait. */
  private static final long GATHER_MILLIS = 300;

  @TempDir Path cache;

  private static byte[] content(int seed) {
    byte[] content = new byte[SIZE_BYTES];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static void assertPart(byte[] body, int first, Reply reply) {
    assertEquals(206, reply.status());
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertArrayEquals(Arrays.copyOfRange(body, first, first + 100), reply.body());
  }

  private static Reply part(Proxied proxied, int first) throws IOException {
    return proxied.get("/a", "Range: bytes=" + first + "-" + (first + 99));
  }

  /** Takes no If-Range for the current version. */
  private static Proxied.Answering refusing(RangedOrigin origin) {
    return (peer, head, number) ->
        origin.answer(
            peer, head.contains("If-Range") ? head.replace("Range:", "No-Range:") : head, number);
  }

  @Test
  void parts_that_are_there_become_those_of_the_whole() throws Exception {
    byte[] body = content(1);
    RangedOrigin origin = new RangedOrigin(body);
    try (Proxied proxied = Proxied.of(cache, refusing(origin))) {
      assertPart(body, 20_000_000, part(proxied, 20_000_000));
      assertPart(body, 30_000_000, part(proxied, 30_000_000));
      assertPart(body, 9_000_000, part(proxied, 9_000_000));
      assertPart(body, 20_000_200, part(proxied, 20_000_200));
      assertWhole(body, proxied.get("/a"));
      List<RangedOrigin.Sent> sent = origin.sent();
      assertEquals(
          List.of(
              new RangedOrigin.Sent(true, 19 * MIB, 20 * MIB),
              new RangedOrigin.Sent(false, 0, SIZE_BYTES)),
          sent);
      proxied.restart();
      assertWhole(body, proxied.get("/a"));
      assertEquals(sent, origin.sent(), "it is stored");
    }
  }

  @Test
  void nobody_is_cut_of_those_who_ask_together() throws Exception {
    byte[] body = content(2);
    RangedOrigin origin = new RangedOrigin(body);
    Proxied.Answering slow =
        (peer, head, number) -> {
          Thread.sleep(GATHER_MILLIS);
          refusing(origin).answer(peer, head, number);
        };
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        Proxied proxied = Proxied.of(cache, slow)) {
      int[] wanted = {19_000_000, 30_000_000, 9_000_000, 25_000_000, 100, 33_000_000};
      List<Future<Reply>> parts = new ArrayList<>();
      for (int first : wanted) {
        parts.add(clients.submit(() -> part(proxied, first)));
      }
      Future<Reply> whole = clients.submit(() -> proxied.get("/a"));
      for (int i = 0; i < wanted.length; i++) {
        assertPart(body, wanted[i], parts.get(i).get());
      }
      assertWhole(body, whole.get());
      assertWhole(body, proxied.get("/a"));
    }
  }

  @Test
  void other_bytes_under_the_same_tag_are_found_wherever_they_are() throws Exception {
    byte[] older = content(3);
    byte[] newer = older.clone();
    newer[20 * MIB - 1]++;
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, refusing(origin))) {
      assertPart(older, 20_000_000, part(proxied, 20_000_000));
      origin.become(newer, "\"v1\"");
      assertFalse(proxied.get("/a").isComplete(), "its last byte of a part is another one");
      assertWhole(newer, proxied.get("/a"));
    }
  }

  @Test
  void another_length_under_the_same_tag_is_another_version() throws Exception {
    byte[] older = content(4);
    byte[] newer = Arrays.copyOf(older, SIZE_BYTES - 1);
    RangedOrigin origin = new RangedOrigin(older);
    try (Proxied proxied = Proxied.of(cache, refusing(origin))) {
      assertPart(older, 20_000_000, part(proxied, 20_000_000));
      origin.become(newer, "\"v1\"");
      assertFalse(part(proxied, 9_000_000).isComplete(), "of the older one");
      assertWhole(newer, proxied.get("/a"));
    }
  }
}

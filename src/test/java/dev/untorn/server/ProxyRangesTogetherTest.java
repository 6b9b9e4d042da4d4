package dev.untorn.server;

import static dev.untorn.server.Proxied.assertWhole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a proxy that ask for different parts of one object at the same time. */
final class ProxyRangesTogetherTest {
  private static final int MIB = 1 << 20;
  private static final long DEADLINE_SECONDS = 20;

  /** So long requests have to reach the proxy while the origin lets it wait. */
  private static final long GATHER_MILLIS = 500;

  @TempDir Path cache;

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  private static byte[] content(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(content);
    return content;
  }

  private Future<Reply> ask(Proxied proxied, String... fields) {
    return clients.submit(() -> proxied.get("/a", fields));
  }

  private static String range(int first, int last) {
    return "Range: bytes=" + first + "-" + last;
  }

  private static void assertPart(byte[] body, int first, int last, Reply reply) {
    assertEquals(206, reply.status());
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertArrayEquals(Arrays.copyOfRange(body, first, last + 1), reply.body());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 32 * MIB})
  void who_asks_beyond_the_end_is_refused_alone(int sizeBytes) throws Exception {
    byte[] body = content(sizeBytes);
    RangedOrigin origin = new RangedOrigin(body);
    CountDownLatch asked = new CountDownLatch(1);
    Proxied.Answering slow =
        (peer, head, number) -> {
          if (number == 1) {
            asked.countDown();
            Thread.sleep(GATHER_MILLIS);
          }
          origin.answer(peer, head, number);
        };
    try (clients;
        Proxied proxied = Proxied.of(cache, slow)) {
      Future<Reply> beyond = ask(proxied, range(40_000_000, 40_000_099));
      assertTrue(asked.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      Future<Reply> whole = ask(proxied);
      Future<Reply> known = ask(proxied, "If-None-Match: \"v1\"");
      Future<Reply> first = ask(proxied, range(0, 99));
      Future<Reply> also = ask(proxied, range(50_000_000, 50_000_099));
      assertEquals(416, beyond.get().status());
      assertWhole(body, whole.get());
      assertEquals(304, known.get().status());
      assertEquals(416, also.get().status());
      if (sizeBytes == 0) {
        assertEquals(200, first.get().status());
      } else {
        assertPart(body, 0, 99, first.get());
      }
      assertWhole(body, proxied.get("/a"));
    }
  }

  @Test
  void a_refusal_is_not_stored() throws Exception {
    byte[] body = content(MIB);
    try (clients;
        Proxied proxied = Proxied.of(cache, new RangedOrigin(body))) {
      assertEquals(416, ask(proxied, range(40_000_000, 40_000_099)).get().status());
      assertWhole(body, ask(proxied).get());
    }
  }
}

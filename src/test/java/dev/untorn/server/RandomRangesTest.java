package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients want random parts and wholes of an object, while its origin cuts bodies, replaces
 * the object, and ignores ranges. Whatever is complete is of the version that its tag names.
 */
final class RandomRangesTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE_BYTES = 24 * MIB;
  private static final int CLIENTS = 6;
  private static final long SECONDS = 15;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  @TempDir Path cache;

  private final long seed = System.nanoTime();
  private final Map<String, byte[]> versions = new ConcurrentHashMap<>();
  private final AtomicInteger wholes = new AtomicInteger();
  private final AtomicInteger parts = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();

  private byte[] version(int number) {
    byte[] body = new byte[SIZE_BYTES + number];
    new Random(seed + number).nextBytes(body);
    versions.put("\"v" + number + "\"", body);
    return body;
  }

  /** Cuts, and ignores ranges now and then. */
  private static final class Fickle implements Proxied.Answering {
    private final RangedOrigin honest;
    private final Random random;

    Fickle(RangedOrigin honest, long seed) {
      this.honest = honest;
      this.random = new Random(seed);
    }

    private synchronized int next(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public void answer(ScriptedOrigin.Peer peer, String head, int number) throws Exception {
      int fate = next(100);
      String seen = fate < 3 ? head.replace("\r\nRange:", "\r\nX-Range:") : head;
      if (fate >= 90) {
        honest.answerUntil(peer, seen, next(3 * MIB));
      } else {
        honest.answer(peer, seen, number);
      }
    }
  }

  private void ask(Proxied proxied, Random random) throws IOException {
    int first = random.nextInt(SIZE_BYTES);
    Reply reply =
        switch (random.nextInt(8)) {
          case 0 -> proxied.get("/a");
          case 1 -> proxied.get("/a", "Range: bytes=" + first + "-");
          case 2 -> proxied.get("/a", "Range: bytes=-" + (1 + random.nextInt(2 * MIB)));
          case 3 -> proxied.get("/a", "Range: bytes=" + first + "-" + (first + 5 * MIB));
          default ->
              proxied.get("/a", "Range: bytes=" + first + "-" + (first + random.nextInt(MIB)));
        };
    if (!reply.isComplete() || reply.status() >= 400) {
      cuts.incrementAndGet();
      return;
    }
    byte[] body = Objects.requireNonNull(versions.get(reply.field("ETag").orElseThrow()));
    if (reply.status() == 200) {
      wholes.incrementAndGet();
      assertArrayEquals(body, reply.body(), this::seeded);
    } else {
      parts.incrementAndGet();
      Matcher range = CONTENT_RANGE.matcher(reply.field("Content-Range").orElseThrow());
      assertTrue(range.matches());
      assertEquals(body.length, Integer.parseInt(range.group(3)), this::seeded);
      int from = Integer.parseInt(range.group(1));
      int to = Integer.parseInt(range.group(2)) + 1;
      assertTrue(Arrays.equals(Arrays.copyOfRange(body, from, to), reply.body()), this::seeded);
    }
  }

  private String seeded() {
    return "seed " + seed;
  }

  @Test
  void whatever_is_complete_is_of_one_version() throws Exception {
    RangedOrigin origin = new RangedOrigin(version(0), "\"v0\"", "Cache-Control: max-age=1\r\n");
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    try (Proxied proxied =
            Proxied.of(cache, new Fickle(origin, seed), "proxy.abandoned=1s", "proxy.negative=0s");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, CLIENTS)
              .<Future<?>>mapToObj(client ->
                  clients.submit(() -> {
                    Random random = new Random(seed + 1000 + client);
                    while (System.nanoTime() < endNanos) {
                      ask(proxied, random);
                    }
                    return null;
                  }))
              .toList();
      Random random = new Random(seed + 999);
      for (int number = 1; System.nanoTime() < endNanos; number++) {
        Thread.sleep(1000 + random.nextInt(2000)); // The pace of the replacements.
        origin.become(version(number), "\"v" + number + "\"");
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    System.out.println( // console
        "random ranges: seed %d, %s wholes, %s parts, %s cut".formatted(seed, wholes, parts, cuts));
    assertTrue(wholes.get() > 0 && parts.get() > 0, this::seeded);
  }
}

package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache that is full, over sockets: what was served of late is kept open for a while. */
@Timeout(120)
final class FullCacheTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final int CACHE_BYTES = 4 << 20;
  private static final int OBJECTS = 120;

  /** Nobody has to wait for room as long as an eviction may take. */
  private static final Duration ALL_WITHIN = Duration.ofSeconds(60);

  @TempDir Path cache;

  private static boolean isStored(Proxied proxied, String path) throws Exception {
    Reply reply = proxied.get(path, "Cache-Control: only-if-cached");
    assertTrue(reply.isComplete());
    return reply.status() == 200;
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 400_000})
  void what_nobody_reads_any_more_makes_room_although_it_was_just_served(int sizeBytes)
      throws Exception {
    String body = "Content-Length: " + sizeBytes + "\r\n\r\n" + "b".repeat(sizeBytes);
    try (Proxied proxied = Proxied.answering(cache, FRESH + body, "proxy.size=" + CACHE_BYTES)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(200, proxied.get("/wanted").status());
      }
      long beganNanos = System.nanoTime();
      for (int i = 0; i < OBJECTS; i++) {
        assertEquals(sizeBytes, proxied.get("/" + i).body().length);
      }
      assertTrue(System.nanoTime() - beganNanos < ALL_WITHIN.toNanos(), "they wait for room");
      assertTrue(isStored(proxied, "/" + (OBJECTS - 1)), "what came last");
      assertTrue(isStored(proxied, "/wanted"), "what is wanted again and again");
      int stored = 0;
      for (int i : IntStream.range(0, OBJECTS).toArray()) {
        stored += isStored(proxied, "/" + i) ? 1 : 0;
      }
      int fit = CACHE_BYTES / sizeBytes;
      assertTrue(stored > fit / 4 && stored <= fit, stored + " are stored of " + fit);
      assertEquals(OBJECTS + 1, proxied.asked().size());
    }
  }
}

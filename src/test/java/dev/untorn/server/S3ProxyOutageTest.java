package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of S3 is killed and begun again while clients ask; they compare every byte. */
final class S3ProxyOutageTest {
  private static final String FILE = "aws.sharedCredentialsFile";
  private static final int CLIENTS = 8;
  private static final int SIZE_BYTES = 40_000;

  /** So long that it is still being fetched when a client has its first bytes. */
  private static final int LARGE_BYTES = 24 << 20;

  /** Stored before the server is killed. */
  private static final int STORED = 20;

  /** So many that some are asked for the first time in each phase. */
  private static final int ALL = 400;

  /** So many replies of each kind that a phase is about. */
  private static final int ENOUGH = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  @TempDir Path folder;

  private S3Proxy bucket;
  private volatile Phase phase = Phase.BEFORE;
  private final AtomicInteger hits = new AtomicInteger();
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private final AtomicInteger next = new AtomicInteger(STORED);

  private enum Phase {
    BEFORE,
    /** The server is killed, or has begun again: replies may also be refusals, or be cut. */
    LATER,
    OVER
  }

  @BeforeEach
  void fill() throws Exception {
    System.setProperty(
        FILE,
        Files.writeString(
                folder.resolve("credentials"),
                "[default]%naws_access_key_id=%s%naws_secret_access_key=%s%n"
                    .formatted(S3Proxy.ACCESS_KEY, S3Proxy.SECRET_KEY))
            .toString());
    bucket = S3Proxy.start(folder);
    bucket.makeBucket("box");
    bucket.put("box/large", content(ALL, LARGE_BYTES));
    for (int i = 0; i < ALL; i++) {
      bucket.put("box/" + i, content(i, SIZE_BYTES));
    }
  }

  @AfterEach
  void end() throws IOException {
    System.clearProperty(FILE);
    if (bucket != null) {
      bucket.close();
    }
  }

  private static String content(int number, int sizeBytes) {
    StringBuilder lines = new StringBuilder(sizeBytes + 32);
    for (int line = 0; lines.length() < sizeBytes; line++) {
      lines.append(number).append(" has line ").append(line).append('\n');
    }
    lines.setLength(sizeBytes);
    return lines.toString();
  }

  private static byte[] bytes(int number, int sizeBytes) {
    return content(number, sizeBytes).getBytes(StandardCharsets.US_ASCII);
  }

  private Served proxy(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "proxy.origin=s3://box",
                "proxy.cache=" + folder.resolve("cache"),
                "proxy.s3-endpoint=http://127.0.0.1:" + bucket.port(),
                "proxy.s3-profile=default",
                "proxy.fresh=1h"));
    all.addAll(List.of(settings));
    return Served.directory(folder, all.toArray(String[]::new));
  }

  @Test
  void hits_go_on_without_it_misses_say_when_to_come_again_and_it_heals_by_itself()
      throws Exception {
    Files.createDirectories(folder.resolve("cache"));
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      try (Served proxy = proxy()) {
        for (int i = 0; i < STORED; i++) {
          assertArrayEquals(bytes(i, SIZE_BYTES), proxy.get("/" + i).body());
        }
        List<Future<Void>> asking = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          Random random = new Random(i);
          asking.add(clients.submit(() -> ask(proxy, random)));
        }
        enough(asking, hits, fetched);
        killWithin(proxy, "/large");
        enough(asking, hits, refused);
        bucket.restart();
        enough(asking, hits, fetched);
        phase = Phase.OVER;
        for (Future<Void> client : asking) {
          client.get();
        }
        for (int i = 0; i < ALL; i++) {
          assertArrayEquals(bytes(i, SIZE_BYTES), proxy.get("/" + i).body());
        }
        assertArrayEquals(bytes(ALL, LARGE_BYTES), proxy.get("/large").body());
      } finally {
        phase = Phase.OVER;
      }
    }
    bucket.stop();
    try (Served stored = proxy("proxy.network=offline")) {
      for (int i = 0; i < ALL; i++) {
        assertArrayEquals(bytes(i, SIZE_BYTES), stored.get("/" + i).body());
      }
      assertArrayEquals(bytes(ALL, LARGE_BYTES), stored.get("/large").body());
    }
  }

  /** Until all that a phase is about has been seen often. */
  private static void enough(List<Future<Void>> asking, AtomicInteger... seen) throws Exception {
    for (AtomicInteger each : seen) {
      each.set(0);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (AtomicInteger each : seen) {
      while (each.get() < ENOUGH) {
        for (Future<Void> client : asking) {
          if (client.isDone()) {
            client.get(); // Says what it saw.
          }
        }
        assertTrue(System.nanoTime() < deadline, "too few replies");
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** Kills the server while it sends an object, of which no client gets a wrong byte. */
  private void killWithin(Served proxy, String path) throws Exception {
    byte[] whole = bytes(ALL, LARGE_BYTES);
    ByteBuffer reply = ByteBuffer.allocate(LARGE_BYTES + 4096); // Its head is shorter than this.
    try (WireClient client = proxy.connect()) {
      client.send(Served.request("GET " + path + " HTTP/1.1", "Connection: close"));
      while (reply.position() < LARGE_BYTES / 8) {
        assertEquals(Ending.COMPLETE, client.readSome(reply));
      }
      phase = Phase.LATER;
      bucket.stop();
      while (client.readSome(reply) == Ending.COMPLETE) {
        // What is there of the object.
      }
    }
    String octets = new String(reply.array(), 0, reply.position(), StandardCharsets.ISO_8859_1);
    int body = octets.indexOf("\r\n\r\n") + 4;
    int count = reply.position() - body;
    assertArrayEquals(
        Arrays.copyOf(whole, count), Arrays.copyOfRange(reply.array(), body, body + count));
  }

  /** One client, until the end; three of four requests are for what is stored. */
  private Void ask(Served proxy, Random random) throws Exception {
    while (phase != Phase.OVER) {
      boolean first = phase == Phase.BEFORE;
      int number = random.nextInt(4) > 0 ? random.nextInt(STORED) : next.getAndIncrement() % ALL;
      Reply reply = proxy.get("/" + number);
      boolean isHealthy = number < STORED || (first && phase == Phase.BEFORE);
      if (reply.status() == 200) {
        byte[] whole = bytes(number, SIZE_BYTES);
        assertTrue(reply.isComplete() || !isHealthy, reply::fault);
        byte[] body = reply.body();
        assertArrayEquals(reply.isComplete() ? whole : Arrays.copyOf(whole, body.length), body);
        if (reply.isComplete()) {
          boolean isHit = reply.field("Cache-Status").orElseThrow().contains("; hit");
          (isHit ? hits : fetched).incrementAndGet();
        }
      } else {
        assertFalse(isHealthy, reply::rawHead);
        assertTrue(reply.status() >= 502 && reply.status() <= 504, reply::rawHead);
        assertTrue(reply.field("Retry-After").isPresent(), reply::rawHead);
        refused.incrementAndGet();
      }
    }
    return null;
  }
}

package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.config.OnModification;
import dev.untorn.delivery.Planner;
import dev.untorn.delivery.transfer.Transfers;
import dev.untorn.http.Site;
import dev.untorn.origin.MemoryOrigin;
import dev.untorn.origin.MemoryOrigin.Trouble;
import dev.untorn.origin.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that come from elsewhere than a directory, and sites that are swapped. */
final class OriginsTest {
  private static final int LARGE_BYTES = 20 * MemoryOrigin.PIECE_BYTES + 7;
  private static final int CLIENTS = 4;
  private static final int PIPELINED = 8;

  /** Responses of each site that each client gets: thousands of requests meet a swap. */
  private static final int SEEN_MIN = 500;

  private static final Duration SWAPPING_MAX = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final MemoryOrigin memory = new MemoryOrigin("memory");
  private final byte[] large = new byte[LARGE_BYTES];
  private Served served;
  private Components components;

  @BeforeEach
  void serve() {
    new Random(1).nextBytes(large);
    memory.put("small.txt", "0123456789".getBytes(UTF_8));
    memory.put("large.bin", large);
    served = Served.directory(directory, "network.threads=1");
    components = served.server().components();
    components.context().currentSite().getAndSet(site(memory, "no-cache")).origin().close();
  }

  @AfterEach
  void end() {
    served.close();
  }

  private Site site(Origin origin, String cacheControl) {
    return new Site(
        origin,
        new Planner(components.context().store().knownDates(), 16),
        new Transfers(OnModification.COUNT, components.context().workers()),
        cacheControl,
        Duration.ofSeconds(1));
  }

  private void awaitNothingHeld() throws Exception {
    Wires.await("no version held", () -> components.context().store().holds() == 0);
    components.context().store().drop(_ -> true);
    Wires.await("no body held", () -> memory.bodies() == 0);
  }

  @Test
  void small_objects_have_all_that_files_have() throws Exception {
    Reply whole = served.get("/small.txt");
    assertEquals(200, whole.status());
    assertEquals("0123456789", whole.text());
    assertEquals("text/plain; charset=utf-8", whole.field("Content-Type").orElseThrow());
    assertEquals("\"memory/1\"", whole.field("ETag").orElseThrow());
    assertEquals("no-cache", whole.field("Cache-Control").orElseThrow());
    assertTrue(whole.field("Last-Modified").isEmpty());
    assertEquals("", served.ask("HEAD /small.txt HTTP/1.1").text());

    Reply part = served.get("/small.txt", "Range: bytes=2-4");
    assertEquals(206, part.status());
    assertEquals("234", part.text());
    assertEquals(206, served.get("/small.txt", "Range: bytes=0-1,5-6").status());
    assertEquals(416, served.get("/small.txt", "Range: bytes=99-").status());
    assertEquals(304, served.get("/small.txt", "If-None-Match: \"memory/1\"").status());
    assertEquals(412, served.get("/small.txt", "If-Match: \"other\"").status());
    assertEquals(404, served.get("/none").status());
    assertTrue(
        served
            .get("/small.txt", "Want-Repr-Digest: sha-256=1")
            .field("Repr-Digest")
            .orElseThrow()
            .startsWith("sha-256="));
    assertEquals(1, memory.fetches(), "fetched once for all");
    awaitNothingHeld();
  }

  @Test
  void large_objects_are_sent_as_they_arrive_to_all_who_ask() throws Exception {
    memory.delay(20);
    try (WireClient first = served.connect();
        WireClient second = served.connect()) {
      first.send(Served.request("GET /large.bin HTTP/1.1"));
      second.send(Served.request("GET /large.bin HTTP/1.1", "Range: bytes=1000-"));
      assertArrayEquals(large, first.read().body());
      Reply rest = second.read();
      assertEquals(206, rest.status());
      assertArrayEquals(Arrays.copyOfRange(large, 1000, LARGE_BYTES), rest.body());
      assertTrue(rest.field("Content-Location").isEmpty(), "a tag that is not ours is no address");
    }
    assertEquals(1, memory.fetches());
    awaitNothingHeld();
  }

  @Test
  void a_new_state_is_served_at_once_and_the_old_one_to_its_end() throws Exception {
    memory.delay(20);
    try (WireClient first = served.connect()) {
      first.send(Served.request("GET /large.bin HTTP/1.1"));
      Wires.await("begun", () -> memory.fetches() == 1);
      memory.put("large.bin", "new".getBytes(UTF_8));
      assertEquals("new", served.get("/large.bin").text());
      assertArrayEquals(large, first.read().body());
    }
    awaitNothingHeld();
  }

  @ParameterizedTest
  @CsvSource({"GONE, 503", "BROKEN, 502", "SLOW, 504", "CUT, 502"})
  void what_fails_is_told_and_does_not_last(Trouble trouble, int status) throws Exception {
    memory.fail(trouble);
    Reply refused = served.get("/small.txt", "Accept: application/json");
    assertEquals(status, refused.status());
    assertEquals("1", refused.field("Retry-After").orElseThrow());
    assertTrue(refused.text().contains("The memory"), refused::text);
    memory.fail(Trouble.NONE);
    assertEquals(200, served.get("/small.txt").status());
    awaitNothingHeld();
  }

  @Test
  void a_body_whose_end_never_comes_is_cut_and_fetched_anew() throws Exception {
    memory.fail(Trouble.CUT);
    memory.delay(10);
    Reply cut = served.get("/large.bin");
    assertEquals(200, cut.status());
    assertFalse(cut.isComplete());
    memory.fail(Trouble.NONE);
    memory.delay(0);
    assertArrayEquals(large, served.get("/large.bin").body());
    awaitNothingHeld();
  }

  @Test
  void nobody_waits_for_a_slow_one_but_who_asked_for_it() throws Exception {
    served.get("/small.txt");
    memory.delay(1000);
    try (WireClient slow = served.connect()) {
      long before = System.nanoTime();
      slow.send(Served.request("GET /large.bin HTTP/1.1", "Range: bytes=0-9"));
      for (int i = 0; i < 10; i++) {
        assertEquals(200, served.get("/small.txt").status());
      }
      assertTrue(System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(900));
      memory.delay(0);
      assertEquals(206, slow.read().status());
    }
    awaitNothingHeld();
  }

  @Test
  void clients_that_leave_meanwhile_leave_nothing_behind() throws Exception {
    memory.delay(50);
    for (String path : List.of("/small.txt", "/large.bin", "/none")) {
      for (int i = 0; i < 5; i++) {
        WireClient client = served.connect();
        client.send(Served.request("GET " + path + " HTTP/1.1"));
        client.abort();
      }
    }
    Wires.await("no connection", () -> components.context().connections().open() == 0);
    memory.delay(0);
    assertArrayEquals(large, served.get("/large.bin").body());
    awaitNothingHeld();
  }

  @Test
  void each_response_comes_from_one_site_while_they_are_swapped() throws Exception {
    List<MemoryOrigin> origins = new ArrayList<>();
    List<Site> sites = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      MemoryOrigin origin = new MemoryOrigin(name);
      origin.put("f.txt", name.repeat(1000).getBytes(UTF_8));
      origins.add(origin);
      sites.add(site(origin, name));
    }
    components.context().currentSite().set(sites.getFirst());
    AtomicInteger swaps = new AtomicInteger();
    Runnable swap =
        () -> components.context().currentSite().set(sites.get(swaps.incrementAndGet() % 2));
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(clients.submit(() -> askUntilBothWereSeen(swap)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    components.context().currentSite().set(site(memory, ""));
    origins.forEach(MemoryOrigin::close);
  }

  /** Swaps the site during each batch of requests, until each site has answered often enough. */
  private Void askUntilBothWereSeen(Runnable swap) throws Exception {
    int[] seen = new int[2];
    String request = Served.request("GET /f.txt HTTP/1.1");
    long deadline = System.nanoTime() + SWAPPING_MAX.toNanos();
    try (WireClient client = served.connect()) {
      while (Math.min(seen[0], seen[1]) < SEEN_MIN) {
        assertTrue(System.nanoTime() - deadline < 0, () -> "seen: " + Arrays.toString(seen));
        client.send(request.repeat(PIPELINED));
        for (int i = 0; i < PIPELINED; i++) {
          Reply reply = client.read();
          if (i == 0) {
            swap.run(); // The other requests may be answered already, or not.
          }
          String site = reply.field("Cache-Control").orElseThrow();
          assertEquals(site.repeat(1000), reply.text());
          assertEquals("\"" + site + "/1\"", reply.field("ETag").orElseThrow());
          seen[site.charAt(0) - 'a']++;
        }
      }
    }
    return null;
  }
}

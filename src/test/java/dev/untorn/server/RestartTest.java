package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.object.FindResult;
import dev.untorn.origin.object.ManyObjects;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.StoreStats;
import dev.untorn.semantics.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start on a full cache, and on one that a crash left full of broken bodies. */
@Timeout(300)
final class RestartTest {
  private static final String ORIGIN = "http://origin.example";
  private static final StoreBounds AMPLE = new StoreBounds(1L << 40, 0);
  private static final int OBJECTS = 100_000;
  private static final int SOUND = 100;
  private static final int PARTIALS = 3000;
  private static final int PARTIALS_KEPT = 1000;
  private static final long BLOCK_BYTES = 4096;

  /** Of a machine that is busy with other tests; it is 0.5 s on one that is not. */
  private static final Duration FIRST_HIT_MAX = Duration.ofSeconds(15);

  @TempDir private static Path cache;

  @BeforeAll
  static void fill_the_cache() throws Exception {
    ManyObjects objects = new ManyObjects(cache, ORIGIN);
    objects.make(SOUND);
    objects.makeNames(OBJECTS - SOUND);
  }

  @Test
  void objects_are_found_before_they_are_counted() throws Exception {
    try (ObjectStore store = open(cache)) {
      find(store, 0);
      assertFalse(store.stats().counted(), "it waited for the count");
      store.awaitCounted();
      assertEquals(new StoreStats(OBJECTS, 3 * OBJECTS * BLOCK_BYTES, 0, 0, true), store.stats());
      find(store, SOUND - 1);
    }
  }

  private static ObjectStore open(Path directory) {
    return assertInstanceOf(
            ObjectStore.Opening.Done.class, ObjectStore.open(directory, AMPLE, _ -> {}))
        .store();
  }

  private static void find(ObjectStore store, int number) {
    FindResult found = store.find(ORIGIN + "/" + number, Fields.NONE);
    assertInstanceOf(FindResult.Found.class, found).hold().close();
  }

  @Test
  void a_program_with_a_full_cache_answers_from_it_soon() throws Exception {
    try (ServingProcess process =
        ServingProcess.start(
            cache, "env", "UNTORN_PROXY_ORIGIN=" + ORIGIN, "UNTORN_PROXY_CACHE=" + cache)) {
      Reply reply = process.get("/1");
      Duration hit = Duration.between(process.started(), Instant.now());
      assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
      assertArrayEquals(ManyObjects.body(1), reply.body());
      System.out.println("the first hit of 100,000 objects: " + hit.toMillis() + " ms"); // console
      assertTrue(hit.compareTo(FIRST_HIT_MAX) < 0, () -> "first hit after " + hit);
      process.terminate();
      assertEquals(0, process.awaitExit()); // Else it has the directory a little longer.
    }
  }

  @Test
  void too_many_broken_bodies_are_removed_behind(@TempDir Path broken) throws Exception {
    ManyObjects objects = new ManyObjects(broken, ORIGIN);
    objects.make(1);
    objects.makePartials(PARTIALS);
    try (ObjectStore store = open(broken)) {
      find(store, 0);
      store.awaitCounted();
      assertEquals(PARTIALS_KEPT, store.stats().partials());
      long files = 3 + PARTIALS + PARTIALS_KEPT;
      assertEquals(files * BLOCK_BYTES, store.stats().bytes());
    }
  }
}

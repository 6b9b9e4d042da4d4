package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.append;
import static dev.untorn.origin.object.Objects.head;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.prove;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static dev.untorn.origin.object.Objects.stored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanResult;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.semantics.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Purges by prefix and tag, in the store. */
@Timeout(120)
final class BannedObjectsTest {
  private static final int SIZE_BYTES = 400_000;

  @TempDir private Path directory;

  private static long ban(ObjectStore store, Ban.Kind kind, String value) throws IOException {
    return assertInstanceOf(BanResult.Banned.class, store.ban(kind, value)).ban().sequence();
  }

  private static StoredHead tagged(String... fields) {
    return head(Fields.of(fields), Fields.NONE);
  }

  private List<Ban> bans() throws IOException {
    StoreReader.Opening opening = StoreReader.open(directory);
    try (StoreReader reader = assertInstanceOf(StoreReader.Opening.Done.class, opening).reader()) {
      return reader.bans();
    }
  }

  private void awaitAllRetired() throws Exception {
    for (Ban each : bans()) {
      awaitRetired(each.sequence());
    }
  }

  private void awaitRetired(long sequence) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (bans().stream().anyMatch(ban -> ban.sequence() == sequence)) {
      assertTrue(System.nanoTime() < endNanos, "the ban is not retired");
      Thread.sleep(20);
    }
  }

  private void awaitBodies(int count) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Objects.bodies(directory).size() > count) {
      assertTrue(System.nanoTime() < endNanos, "the object is not removed");
      Thread.sleep(20);
    }
  }

  @Test
  void what_begins_with_a_prefix_is_gone_and_nothing_else() throws Exception {
    try (ObjectStore store = open(directory)) {
      for (String path : List.of("/b/c", "//b/%63", "/bc", "/a/b/")) {
        store(store, KEY + path, PLAIN, random(1, 100));
      }
      ban(store, Ban.Kind.PREFIX, KEY + "/b/");
      assertTrue(isAbsent(store, KEY + "/b/c"));
      assertTrue(isAbsent(store, KEY + "//b/%63"), "another spelling");
      assertFalse(isAbsent(store, KEY + "/bc"));
      assertFalse(isAbsent(store, KEY + "/a/b/"));
      store(store, KEY + "/b/c", PLAIN, random(2, 100));
      assertArrayEquals(random(2, 100), stored(store, KEY + "/b/c"), "stored after it");
    }
  }

  @Test
  void a_tag_is_found_in_both_fields_whatever_its_case() throws Exception {
    try (ObjectStore store = open(directory)) {
      store(store, KEY + 1, tagged("Cache-Tag", "one, Release 7 ,two"), random(1, 100));
      store(store, KEY + 2, tagged("Surrogate-Key", "x RELEASE  y"), random(1, 100));
      store(store, KEY + 3, tagged("Cache-Tag", "a", "cache-tag", "release 7"), random(1, 100));
      store(store, KEY + 4, tagged("Cache-Tag", "release 77"), random(1, 100));
      ban(store, Ban.Kind.TAG, "release 7");
      assertTrue(isAbsent(store, KEY + 1));
      assertFalse(isAbsent(store, KEY + 2));
      assertTrue(isAbsent(store, KEY + 3));
      assertFalse(isAbsent(store, KEY + 4));
      ban(store, Ban.Kind.TAG, "Release");
      assertTrue(isAbsent(store, KEY + 2));
    }
  }

  @Test
  void what_was_being_fetched_is_read_to_its_end_and_not_stored() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill before = Objects.begin(store, KEY, PLAIN, SIZE_BYTES)) {
      append(before, random(1, SIZE_BYTES / 2));
      ban(store, Ban.Kind.PREFIX, KEY);
      try (ObjectFill after = Objects.begin(store, KEY + 2, PLAIN, 100)) {
        append(after, random(2, 100));
        prove(after);
      }
      append(before, random(3, SIZE_BYTES / 2));
      prove(before);
      assertTrue(isAbsent(store, KEY));
      store.flush();
      assertTrue(isAbsent(store, KEY));
      assertArrayEquals(random(2, 100), stored(store, KEY + 2));
    }
  }

  @Test
  void what_broke_off_does_not_go_on() throws Exception {
    try (ObjectStore store = open(directory)) {
      for (int i = 0; i < 2; i++) {
        OptionalLong length = OptionalLong.of(SIZE_BYTES);
        try (ObjectFill fill =
            Objects.begin(store, tagged("Cache-Tag", "t" + i), length, "\"v\"")) {
          append(fill, random(1, SIZE_BYTES - 1));
          fill.giveUp();
        }
        ban(store, Ban.Kind.TAG, "t1");
        assertEquals(i == 0, store.resumable(KEY, Fields.NONE).map(Closed::of).isPresent());
      }
      awaitAllRetired();
      assertEquals(List.of(), Objects.files(directory.resolve("fills")));
    }
  }

  private record Closed() {
    static Closed of(PartialFill partial) {
      partial.close();
      return new Closed();
    }
  }

  @Test
  void a_claimed_body_that_is_purged_meanwhile_does_not_go_on() throws Exception {
    try (ObjectStore store = open(directory)) {
      try (ObjectFill fill = Objects.begin(store, PLAIN, OptionalLong.of(SIZE_BYTES), "\"v\"")) {
        append(fill, random(1, SIZE_BYTES - 1));
        fill.giveUp();
      }
      PartialFill partial = store.resumable(KEY, Fields.NONE).orElseThrow();
      ban(store, Ban.Kind.PREFIX, KEY);
      BeginResult refused = store.resume(partial, partial.head(), partial.lengthBytes());
      assertEquals(NotStored.Cause.UNMATCHABLE, assertInstanceOf(NotStored.class, refused).cause());
      assertEquals(Optional.empty(), store.resumable(KEY, Fields.NONE));
    }
  }

  @Test
  void purged_objects_are_removed_and_their_ban_retired_but_not_before_their_fills_end()
      throws Exception {
    try (ObjectStore store = open(directory)) {
      long before = store.sequence();
      store(store, KEY + 1, PLAIN, random(1, SIZE_BYTES));
      store(store, "http://other.example/", PLAIN, random(2, 100));
      store(store, "http://third.example/", PLAIN, random(3, 100));
      store.flush();
      ObjectFill fill = Objects.begin(store, KEY + 2, PLAIN, SIZE_BYTES);
      long purged = ban(store, Ban.Kind.PREFIX, KEY);
      awaitBodies(2);
      long next = ban(store, Ban.Kind.PREFIX, "http://third.example/");
      awaitRetired(next);
      assertEquals(List.of(purged), bans().stream().map(Ban::sequence).toList());
      append(fill, random(1, SIZE_BYTES));
      prove(fill);
      fill.close();
      awaitRetired(purged);
      assertTrue(isAbsent(store, KEY + 2));
      BeginResult late = store.begin(KEY + 3, PLAIN, OptionalLong.of(1), Optional.empty(), before);
      assertInstanceOf(NotStored.class, late, "requested before, answered when it is forgotten");
      assertFalse(isAbsent(store, "http://other.example/"));
    }
  }

  @Test
  void a_ban_holds_in_the_next_process_and_later_ones_have_higher_numbers() throws Exception {
    long first;
    try (ObjectStore store = open(directory)) {
      store(store, KEY, PLAIN, random(1, 100));
      first = ban(store, Ban.Kind.PREFIX, KEY);
    }
    try (ObjectStore store = open(directory)) {
      assertTrue(isAbsent(store, KEY));
      store(store, KEY, PLAIN, random(2, 100));
      assertTrue(ban(store, Ban.Kind.TAG, "t") > first);
      assertFalse(isAbsent(store, KEY));
    }
  }

  @Test
  void bans_are_bounded_and_the_same_one_counts_once() throws Exception {
    try (ObjectStore store = open(directory);
        ObjectFill _ = Objects.begin(store, KEY, PLAIN, 1)) {
      assertInstanceOf(BanResult.TooLong.class, store.ban(Ban.Kind.TAG, "t".repeat(1025)));
      for (int length = 0; length < 512; length++) {
        ban(store, Ban.Kind.PREFIX, KEY.substring(0, 1 + length % 10));
        ban(store, Ban.Kind.TAG, "same");
      }
      assertTrue(bans().size() <= 11, () -> "not once each");
    }
  }

  @Test
  void a_store_whose_bans_cannot_be_read_is_refused_with_the_remedy() throws Exception {
    try (ObjectStore store = open(directory)) {
      ban(store, Ban.Kind.PREFIX, KEY);
    }
    Path file = directory.resolve("bans");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    ObjectStore.Opening opening = ObjectStore.open(directory, Objects.AMPLE, _ -> {});
    String problem = assertInstanceOf(ObjectStore.Opening.Refused.class, opening).problem();
    assertTrue(problem.contains("remove it together with"), problem);
  }

  @Test
  void a_ban_that_was_answered_survives_kill_9() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                BannedObjectsTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = child.inputReader()) {
      assertEquals("banned", output.readLine());
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (ObjectStore store = open(directory)) {
      assertTrue(isAbsent(store, KEY + "/1"));
      assertArrayEquals(random(2, 100), stored(store, KEY + 2), "the control");
    }
  }

  /** Stores two objects, purges one, says so, and waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    ObjectStore store = open(Path.of(arguments[0]));
    store(store, KEY + "/1", PLAIN, random(1, 100));
    store(store, KEY + 2, PLAIN, random(2, 100));
    store.flush();
    ban(store, Ban.Kind.PREFIX, KEY + "/");
    System.out.println("banned"); // console
    Thread.sleep(Long.MAX_VALUE);
  }
}

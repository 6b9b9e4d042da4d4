package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionStoreTest {
  private static final int LARGE = 1_000_000;

  @TempDir Path directory;

  private StoreFixture snapshot() throws IOException {
    return new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings());
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  @Test
  void a_small_file_is_read_into_memory_under_a_lease() throws Exception {
    write("a", "hello");
    try (StoreFixture fixture = snapshot();
        Hold hold = fixture.held("a")) {
      assertInstanceOf(Body.Memory.class, hold.version().body());
      assertEquals("hello", StoreFixture.content(hold));
      assertEquals(Proof.LEASED, hold.version().proof());
      assertEquals(5, hold.version().lengthBytes());
    }
  }

  @Test
  void an_empty_file_is_a_version_too() throws Exception {
    write("a", "");
    try (StoreFixture fixture = snapshot();
        Hold hold = fixture.held("a")) {
      assertEquals(0, hold.version().lengthBytes());
    }
  }

  @Test
  void a_large_file_is_sealed_and_later_writes_do_not_reach_the_copy() throws Exception {
    write("a", "A".repeat(LARGE));
    try (StoreFixture fixture = snapshot();
        Hold hold = fixture.held("a")) {
      assertInstanceOf(Body.Sealed.class, hold.version().body());
      assertEquals("A".repeat(LARGE), StoreFixture.content(hold));
      write("a", "B".repeat(LARGE));
      assertEquals("A".repeat(LARGE), StoreFixture.content(hold));
    }
  }

  @Test
  void the_same_state_is_taken_once_and_found_by_its_stamp() throws Exception {
    write("a", "hello");
    try (StoreFixture fixture = snapshot();
        Hold first = fixture.held("a");
        Hold second = fixture.held("a");
        Hold found =
            fixture.store.find(
                first.version().identity(), StoreFixture.TEXT, StoreFixture.SNAPSHOT)) {
      assertSame(first.version(), second.version());
      assertSame(first.version(), Objects.requireNonNull(found).version());
      assertEquals(List.of("sealed MEMORY LEASED"), fixture.heard);
    }
  }

  @Test
  void what_a_policy_takes_is_never_found_under_another() throws Exception {
    write("a", "hello");
    Policy moments =
        new Policy(Mode.SNAPSHOT, WhileWriting.MOMENT, TagBasis.STAMP, DateTrust.CHECKED);
    try (StoreFixture fixture = snapshot();
        Hold committed = fixture.held("a")) {
      assertNull(fixture.store.find(committed.version().identity(), StoreFixture.TEXT, moments));
      Acquisition other =
          fixture.store.acquire(fixture.source("a", moments)).get(10, TimeUnit.SECONDS);
      try (Hold moment = assertInstanceOf(Acquisition.Held.class, other).hold()) {
        assertEquals(moments, moment.version().policy());
        assertNotSame(committed.version(), moment.version());
      }
    }
  }

  @Test
  void many_who_ask_at_once_share_one_seal() throws Exception {
    write("a", "A".repeat(LARGE));
    try (StoreFixture fixture = snapshot()) {
      List<CompletableFuture<Acquisition>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        asked.add(fixture.store.acquire(fixture.source("a")));
      }
      for (CompletableFuture<Acquisition> answer : asked) {
        try (Hold hold =
            assertInstanceOf(Acquisition.Held.class, answer.get(10, TimeUnit.SECONDS)).hold()) {
          assertEquals("A".repeat(LARGE), StoreFixture.content(hold));
        }
      }
      assertEquals(1, fixture.heard.stream().filter(line -> line.startsWith("sealed")).count());
    }
  }

  @Test
  void every_change_of_the_same_length_gets_another_tag() throws Exception {
    try (StoreFixture fixture = snapshot()) {
      String before = "";
      for (int i = 100; i < 300; i++) {
        write("a", "content " + i);
        try (Hold hold = fixture.held("a")) {
          assertEquals("content " + i, StoreFixture.content(hold));
          assertNotEquals(before, hold.version().tag().toString());
          before = hold.version().tag().toString();
        }
      }
    }
  }

  @Test
  void while_somebody_writes_the_last_committed_version_is_given() throws Exception {
    write("a", "old");
    try (StoreFixture fixture = snapshot()) {
      fixture.held("a").close();
      try (RandomAccessFile writer = new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
        writer.write("ne".getBytes(StandardCharsets.US_ASCII));
        try (Hold hold = fixture.held("a")) {
          assertEquals("old", StoreFixture.content(hold));
        }
        writer.write("w".getBytes(StandardCharsets.US_ASCII));
      }
      try (Hold hold = fixture.held("a")) {
        assertEquals("new", StoreFixture.content(hold));
      }
    }
  }

  @Test
  void a_file_that_was_never_seen_at_rest_is_unstable_while_it_is_written() throws Exception {
    write("a", "half");
    try (StoreFixture fixture = snapshot();
        RandomAccessFile writer = new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
      assertEquals(4, writer.length());
      assertInstanceOf(Acquisition.Unstable.class, fixture.acquire("a"));
      assertEquals(List.of("refused WRITER"), fixture.heard);
    }
  }

  @Test
  void a_replacement_by_rename_is_seen_at_once_and_leaves_holds_alone() throws Exception {
    write("a", "old");
    try (StoreFixture fixture = snapshot();
        Hold before = fixture.held("a")) {
      write("b", "new");
      Files.move(
          directory.resolve("b"), directory.resolve("a"), StandardCopyOption.REPLACE_EXISTING);
      try (Hold after = fixture.held("a")) {
        assertEquals("new", StoreFixture.content(after));
      }
      assertEquals("old", StoreFixture.content(before));
    }
  }

  @Test
  void the_number_of_versions_is_bounded_by_dropping_those_unused() throws Exception {
    try (StoreFixture fixture =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(1 << 20, 1 << 30, 10))) {
      for (int i = 0; i < 50; i++) {
        write("f" + i, "content " + i);
        fixture.held("f" + i).close();
      }
      assertTrue(fixture.store.versions() <= 10, () -> "versions: " + fixture.store.versions());
      assertTrue(fixture.heard.contains("evicted"));
    }
  }

  @Test
  void versions_in_use_are_never_dropped_and_further_ones_are_refused() throws Exception {
    List<Hold> holds = new ArrayList<>();
    try (StoreFixture fixture =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(1 << 20, 1 << 30, 5))) {
      for (int i = 0; i < 5; i++) {
        write("f" + i, "content " + i);
        holds.add(fixture.held("f" + i));
      }
      write("more", "one too many");
      assertInstanceOf(Acquisition.Saturated.class, fixture.acquire("more"));
      for (int i = 0; i < 5; i++) {
        assertEquals("content " + i, StoreFixture.content(holds.get(i)));
      }
      holds.getFirst().close();
      fixture.held("more").close();
      holds.forEach(Hold::close);
    }
  }

  @Test
  void memory_and_disk_stay_within_their_budgets_and_return_to_nothing() throws Exception {
    StoreFixture fixture =
        new StoreFixture(
            directory, Mode.SNAPSHOT, StoreFixture.settings(100_000, 3L * LARGE, 1000));
    try (fixture) {
      for (int i = 0; i < 20; i++) {
        write("small" + i, "s".repeat(30_000));
        write("large" + i, "l".repeat(LARGE));
        fixture.held("small" + i).close();
        try (Hold hold = fixture.held("large" + i)) {
          assertEquals(LARGE, StoreFixture.content(hold).length());
        }
        assertTrue(fixture.store.memoryBytes() <= 100_000);
        assertTrue(fixture.store.diskBytes() <= 3L * LARGE);
      }
    }
    assertEquals(0, fixture.store.memoryBytes());
    StoreFixture.await(() -> fixture.store.diskBytes() == 0);
  }

  @Test
  void a_file_larger_than_every_budget_is_refused_with_the_remedy() throws Exception {
    write("a", "A".repeat(LARGE));
    try (StoreFixture fixture =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(1000, 1000, 10))) {
      Acquisition.Saturated full =
          assertInstanceOf(Acquisition.Saturated.class, fixture.acquire("a"));
      assertTrue(full.reason().contains("store.disk"), full.reason());
    }
  }

  @Test
  void no_descriptor_is_left_behind() throws Exception {
    long before = StoreFixture.descriptors(directory);
    try (StoreFixture fixture = snapshot()) {
      for (int i = 0; i < 200; i++) {
        write("a", "A".repeat(i % 2 == 0 ? 10 : LARGE));
        if (i % 10 == 0) {
          try (RandomAccessFile writer =
              new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
            writer.write(i);
            if (fixture.acquire("a") instanceof Acquisition.Held(Hold hold, _)) {
              hold.close();
            }
          }
        }
        fixture.held("a").close();
      }
    }
    StoreFixture.await(() -> openBelow() == before);
  }

  private long openBelow() {
    try {
      return StoreFixture.descriptors(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_live_version_is_the_file_itself_and_its_tag_is_weak_while_it_is_young() throws Exception {
    write("a", "hello");
    try (StoreFixture fixture =
            new StoreFixture(directory, Mode.SENDFILE, StoreFixture.settings());
        Hold hold = fixture.held("a")) {
      assertInstanceOf(Body.Live.class, hold.version().body());
      assertTrue(hold.version().tag().weak());
      write("a", "HELLO");
      assertEquals("HELLO", StoreFixture.content(hold));
    }
  }
}

package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leased version when writers come. */
final class GuardTest {
  private static final int LARGE = 300_000;
  private static final String OLD = "A".repeat(LARGE);
  private static final String NEW = "B".repeat(LARGE);

  @TempDir Path directory;

  private StoreFixture guarded() throws Exception {
    return guarded(StoreFixture.patient(1 << 20, 1 << 30, 100));
  }

  private StoreFixture guarded(StoreSettings settings) throws Exception {
    return new StoreFixture(directory, Mode.GUARDED, settings);
  }

  private Path write(String content) throws Exception {
    return Files.writeString(directory.resolve("f"), content);
  }

  private static Guard guard(Hold hold) {
    return assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
  }

  private static CompletableFuture<Void> later(CheckedTask task) {
    return CompletableFuture.runAsync(() -> {
      try {
        task.run();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  private interface CheckedTask {
    void run() throws Exception;
  }

  /** A user that leaves when the test says so. */
  private static final class TestUser implements GuardUser {
    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicBoolean cut = new AtomicBoolean();

    @Override
    public long neededFrom() {
      return 0;
    }

    @Override
    public Executor loop() {
      return Runnable::run;
    }

    @Override
    public void letGo() {
      letGo.countDown();
    }

    @Override
    public void silence() {}

    @Override
    public void cut() {
      cut.set(true);
    }
  }

  @Test
  void a_quiet_file_is_its_own_body_and_nothing_is_copied() throws Exception {
    write(OLD);
    try (StoreFixture fixture = guarded();
        Hold first = fixture.held("f");
        Hold second = fixture.held("f")) {
      assertEquals(Guard.Phase.STANDING, guard(first).phase());
      assertEquals(first.version(), second.version());
      assertEquals(OLD, StoreFixture.content(first));
      assertEquals(1, fixture.store.leases());
      assertTrue(fixture.heard.isEmpty(), fixture.heard::toString);
    }
  }

  @Test
  void a_writer_waits_for_the_copy_and_for_all_who_send_then_both_go_on() throws Exception {
    Path file = write(OLD);
    try (StoreFixture fixture = guarded();
        Hold hold = fixture.held("f")) {
      Guard guard = guard(hold);
      TestUser user = new TestUser();
      assertTrue(guard.join(user));
      assertTrue(guard.mayHandOut(user));
      CompletableFuture<Void> writer =
          later(() -> Files.writeString(file, NEW, StandardOpenOption.WRITE));
      assertTrue(user.letGo.await(20, TimeUnit.SECONDS));
      assertEquals(Guard.Phase.PRIVATE, guard.phase());
      assertFalse(writer.isDone());
      assertEquals(OLD, StoreFixture.content(hold));
      guard.leave(user);
      writer.get(20, TimeUnit.SECONDS);
      assertEquals(OLD, StoreFixture.content(hold));
      assertEquals(NEW, content(fixture));
      assertTrue(fixture.heard.contains("copied " + LARGE), fixture.heard::toString);
      StoreFixture.await(() -> fixture.heard.toString().contains("lease broken"));
      assertTrue(fixture.heard.contains("lease broken COPIED"), fixture.heard::toString);
    }
  }

  @Test
  void each_large_version_stays_what_it_was_when_writers_come_one_after_another() throws Exception {
    int large = (int) WriterStaging.LARGE_BYTES + 1;
    Path file = write("A".repeat(large));
    try (StoreFixture fixture = guarded(StoreFixture.patient(1 << 26, 1 << 30, 100))) {
      List<Hold> versions = new ArrayList<>();
      for (char letter = 'A'; letter < 'H'; letter++) {
        versions.add(fixture.held("f"));
        String next = String.valueOf((char) (letter + 1)).repeat(large);
        Files.writeString(file, next, StandardOpenOption.WRITE);
      }
      for (int i = 0; i < versions.size(); i++) {
        Guard guard = guard(versions.get(i));
        StoreFixture.await(() -> guard.copy().filter(GuardCopy::lasting).isPresent());
        String letter = String.valueOf((char) ('A' + i));
        assertEquals(letter.repeat(large), StoreFixture.content(versions.get(i)));
        versions.get(i).close();
      }
      assertTrue(fixture.heard.contains("copied " + large), fixture.heard::toString);
    }
  }

  @Test
  void a_user_who_does_not_leave_is_cut_and_the_writer_is_held_no_longer() throws Exception {
    Path file = write(OLD);
    try (StoreFixture fixture = guarded(StoreFixture.settings());
        Hold hold = fixture.held("f")) {
      Guard guard = guard(hold);
      TestUser user = new TestUser();
      assertTrue(guard.join(user));
      assertTrue(guard.mayHandOut(user));
      CompletableFuture<Void> writer =
          later(() -> FileChannel.open(file, StandardOpenOption.WRITE).close());
      StoreFixture.await(user.cut::get);
      guard.leave(user);
      writer.get(20, TimeUnit.SECONDS);
      StoreFixture.await(() -> fixture.heard.contains("lease broken CLIENT_RESET"));
    }
  }

  @Test
  void the_version_stays_served_while_the_writer_works() throws Exception {
    Path file = write(OLD);
    try (StoreFixture fixture = guarded()) {
      fixture.held("f").close();
      try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
        writer.truncate(10);
        assertEquals(OLD, content(fixture));
        Acquisition.Held held = assertInstanceOf(Acquisition.Held.class, fixture.acquire("f"));
        assertNotEquals(0, held.standingInNanos());
        held.hold().close();
      }
      assertEquals("A".repeat(10), content(fixture));
    }
  }

  @Test
  void renaming_over_touching_and_chmod_break_nothing() throws Exception {
    Path file = write(OLD);
    try (StoreFixture fixture = guarded();
        Hold hold = fixture.held("f")) {
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
      Path aside = Files.writeString(directory.resolve("aside"), NEW);
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
      assertEquals(NEW, content(fixture));
      assertEquals(Guard.Phase.STANDING, guard(hold).phase());
      assertTrue(guard(hold).stillHeld());
      assertEquals(OLD, StoreFixture.content(hold));
      assertTrue(fixture.heard.isEmpty(), fixture.heard::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GUARDED"})
  void a_file_often_sent_by_copying_is_copied_once_and_its_lease_given_back(Mode mode)
      throws Exception {
    write(OLD);
    try (StoreFixture fixture = new StoreFixture(directory, mode, StoreFixture.settings());
        Hold hold = fixture.held("f")) {
      Guard guard = guard(hold);
      for (int i = 0; i < 8; i++) {
        guard.sentByCopying();
      }
      StoreFixture.await(() -> guard.phase() == Guard.Phase.PRIVATE);
      assertEquals(OLD, StoreFixture.content(hold));
      StoreFixture.await(() -> fixture.store.leases() == 0);
      assertTrue(fixture.heard.contains("promoted " + LARGE), fixture.heard::toString);
    }
  }

  @Test
  void a_replaced_version_is_found_by_its_tag_for_a_while() throws Exception {
    Path file = write(OLD);
    try (StoreFixture fixture = guarded()) {
      String tag;
      try (Hold hold = fixture.held("f")) {
        tag = hold.version().tag().opaque();
      }
      Files.writeString(file, NEW, StandardOpenOption.WRITE);
      try (Hold current = fixture.held("f")) {
        assertNotEquals(tag, current.version().tag().opaque());
        try (Hold old = fixture.store.pinned(current, tagged(tag)).orElseThrow()) {
          assertEquals(OLD, StoreFixture.content(old));
        }
        assertEquals(LARGE, fixture.store.pinnedBytes());
      }
    }
  }

  @Test
  void replaced_versions_count_among_the_versions_kept() throws Exception {
    Path file = write(OLD);
    int versions = 10;
    try (StoreFixture fixture = guarded(StoreFixture.patient(1 << 20, 1 << 30, versions))) {
      for (int i = 0; i < 3 * versions; i++) {
        fixture.held("f").close();
        Files.writeString(file, (i % 2 == 0 ? "C" : "D").repeat(LARGE), StandardOpenOption.WRITE);
      }
      long pinned = fixture.store.pinnedBytes() / LARGE;
      assertTrue(pinned > 0 && pinned < versions, () -> pinned + " pinned");
    }
  }

  @Test
  void no_lease_and_no_descriptor_is_left_behind() throws Exception {
    Path file = write(OLD);
    long before = StoreFixture.descriptors(directory);
    try (StoreFixture fixture = guarded()) {
      for (int i = 0; i < 100; i++) {
        fixture.held("f").close();
        Files.writeString(file, (i % 2 == 0 ? "C" : "D").repeat(LARGE), StandardOpenOption.WRITE);
      }
    }
    StoreFixture.await(() -> left() == before);
  }

  private static Predicate<EntityTag> tagged(String opaque) {
    return tag -> tag.opaque().equals(opaque);
  }

  private long left() {
    try {
      return StoreFixture.descriptors(directory);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String content(StoreFixture fixture) throws Exception {
    try (Hold hold = fixture.held("f")) {
      return StoreFixture.content(hold);
    }
  }
}

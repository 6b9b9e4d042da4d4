package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.KEY;
import static dev.untorn.origin.object.Objects.PLAIN;
import static dev.untorn.origin.object.Objects.isAbsent;
import static dev.untorn.origin.object.Objects.open;
import static dev.untorn.origin.object.Objects.random;
import static dev.untorn.origin.object.Objects.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Denied;
import dev.untorn.linux.SeccompChild;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanResult;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.testing.VolatileDisk;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A purge by prefix or tag that was answered holds, whenever the power is cut. */
@Timeout(300)
public final class BanCrashTest {
  private static final String PURGED = KEY + "/purged/";
  private static final int OBJECTS = 20;
  private static final int CUTS_MAX = 10;

  /** On the disk, whatever comes. */
  private static void storeAll(VolatileDisk disk) throws Exception {
    try (ObjectStore store = open(disk.path())) {
      for (int i = 0; i < OBJECTS; i++) {
        store(store, PURGED + i, PLAIN, random(i, 10_000));
      }
      store(store, KEY, PLAIN, random(0, 100));
      store.flush();
    }
    disk.flush();
  }

  private static void ban(ObjectStore store) throws Exception {
    var _ = assertInstanceOf(BanResult.Banned.class, store.ban(Ban.Kind.PREFIX, PURGED));
  }

  private static int found(ObjectStore store) throws Exception {
    int found = 0;
    for (int i = 0; i < OBJECTS; i++) {
      found += isAbsent(store, PURGED + i) ? 0 : 1;
    }
    assertFalse(isAbsent(store, KEY), "the control: it was stored, and not purged");
    return found;
  }

  private static int found(VolatileDisk disk) throws Exception {
    disk.restart();
    try (ObjectStore store = open(disk.path())) {
      return found(store);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void a_ban_that_was_answered_outlasts_a_power_cut(Filesystem kind) throws Exception {
    try (VolatileDisk disk = VolatileDisk.mount(kind)) {
      storeAll(disk);
      try (ObjectStore store = open(disk.path())) {
        assertEquals(OBJECTS, found(store));
        ban(store);
        disk.cutPower();
      }
      assertEquals(0, found(disk));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void what_a_retired_ban_has_removed_does_not_come_back(Filesystem kind) throws Exception {
    try (VolatileDisk disk = VolatileDisk.mount(kind)) {
      storeAll(disk);
      try (ObjectStore store = open(disk.path())) {
        assertEquals(OBJECTS, found(store));
        ban(store);
        assertEquals(0, found(store)); // Lookups remove, too.
        awaitRetired(disk.path());
        disk.cutPower();
      }
      assertEquals(0, found(disk));
    }
  }

  private static void awaitRetired(Path directory) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (hasBans(directory)) {
      assertTrue(System.nanoTime() < endNanos, "the ban is not retired");
      Thread.sleep(5);
    }
  }

  private static boolean hasBans(Path directory) throws Exception {
    StoreReader.Opening opening = StoreReader.open(directory);
    try (StoreReader reader = assertInstanceOf(StoreReader.Opening.Done.class, opening).reader()) {
      return !reader.bans().isEmpty();
    }
  }

  /** A control: the ban is lost where its process only believes that it is on the disk. */
  @Test
  void a_power_cut_is_noticed_where_nothing_waits_for_the_disk() throws Exception {
    try (VolatileDisk disk = VolatileDisk.mount(Filesystem.EXT)) {
      int found = 0;
      for (int i = 0; i < CUTS_MAX && found == 0; i++) {
        storeAll(disk);
        Process child =
            new ProcessBuilder(
                    SeccompChild.command(
                        List.of(Denied.FDATASYNC, Denied.FSYNC),
                        0,
                        BanCrashTest.class.getName(),
                        disk.path().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = child.inputReader()) {
          assertEquals("banned", output.readLine());
          disk.cutPower();
        } finally {
          var _ = child.destroyForcibly().waitFor();
        }
        found = found(disk);
      }
      assertEquals(OBJECTS, found);
    }
  }

  /** Purges, says so, and waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    ban(open(Path.of(arguments[0])));
    System.out.println("banned"); // console
    Thread.sleep(Long.MAX_VALUE);
  }
}

package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.NothingToEvict;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.PrivateFiles;
import dev.untorn.version.space.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a private copy takes, and gives back. */
final class GuardCopiesTest {
  private static final int SIZE_BYTES = 300_000;

  @TempDir Path directory;

  @Test
  void a_copy_counts_as_a_descriptor_beside_its_file_until_it_is_given_back() throws Exception {
    Files.writeString(directory.resolve("f"), "A".repeat(SIZE_BYTES));
    Descriptors descriptors = new Descriptors(1);
    Budget disk = new Budget(SIZE_BYTES);
    try (StoreFixture fixture = new StoreFixture(directory, Mode.GUARDED, StoreFixture.settings());
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(directory));
        Hold hold = fixture.held("f")) {
      GuardCopies copies =
          new GuardCopies(
              new PrivateFiles(
                  new Spool(root, Optional.empty()),
                  new Capacity(
                      new Budget(0), disk, new Descriptors(Long.MAX_VALUE), new NothingToEvict()),
                  Runnable::run),
              descriptors,
              SIZE_BYTES,
              Long.MAX_VALUE,
              new SilentObserver());
      Guard guard = assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
      GuardCopy copy = copies.make(guard).orElseThrow();
      assertTrue(descriptors.areUsedUp());
      assertEquals(SIZE_BYTES, disk.usedBytes());
      copy.free().run();
      assertFalse(descriptors.areUsedUp());
      assertEquals(0, disk.usedBytes());
    }
  }
}

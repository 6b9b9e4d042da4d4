package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Signals;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watcher keeps no lease that is over. */
final class LeaseWatcherTest {
  @TempDir Path directory;

  private interface Check {
    void of(LeaseWatcher watcher, FileLease lease);
  }

  @BeforeEach
  void write() throws Exception {
    Signals.ignoreSigio();
    Files.writeString(directory.resolve("f"), "content");
  }

  private void check(Check check) {
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(directory));
        LinuxFile file =
            StoreFixture.opened(root.openBeneath("f", LinuxFile.Symlinks.FOLLOWED, Walk.ANY));
        LeaseWatcher watcher = new LeaseWatcher(TimeUnit.SECONDS.toNanos(1))) {
      Lease granted = assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file)).lease();
      check.of(watcher, new FileLease(granted, System.nanoTime(), new SilentObserver()));
    }
  }

  @Test
  void a_lease_is_watched_until_its_release() {
    check((watcher, lease) -> {
      watcher.watch(lease);
      watcher.watch(lease);
      assertEquals(1, watcher.count());
      assertTrue(lease.release());
      assertEquals(0, watcher.count());
    });
  }

  @Test
  void one_that_another_thread_has_just_released_is_not_kept() {
    check((watcher, lease) -> {
      assertTrue(lease.release());
      watcher.watch(lease);
      assertEquals(0, watcher.count());
    });
  }
}

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
import dev.untorn.version.snapshot.HangingCopyTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody waits for a guard's copy for ever. */
final class GuardWaitTest {
  @TempDir Path directory;

  /** One who makes no copies. */
  private static final class Idle implements GuardKeeper {
    @Override
    public void copy(Guard guard) {}

    @Override
    public void promote(Guard guard) {}

    @Override
    public void released(Guard guard, long heldNanos) {}
  }

  @Test
  void those_who_wait_for_a_copy_are_told_when_the_version_is_dropped() throws Exception {
    Signals.ignoreSigio();
    Files.writeString(directory.resolve("f"), "content");
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(directory));
        LinuxFile file =
            StoreFixture.opened(root.openBeneath("f", LinuxFile.Symlinks.FOLLOWED, Walk.ANY))) {
      Lease granted = assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file)).lease();
      FileLease lease = new FileLease(granted, System.nanoTime(), new SilentObserver());
      Guard guard = new Guard(file, lease, file.stat().sizeBytes(), new Idle());
      assertTrue(lease.isNowOf(guard.holder()));
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> HangingCopyTest.open(directory.resolve("f")));
      StoreFixture.await(() -> !lease.stands());
      guard.look();
      assertEquals(Guard.Phase.BREAKING, guard.phase());
      AtomicInteger told = new AtomicInteger();
      guard.whenResolved(() -> {
        throw new RejectedExecutionException("the event loop has ended");
      });
      guard.whenResolved(told::incrementAndGet);
      guard.close();
      assertEquals(1, told.get());
      assertEquals(Guard.Phase.ENDED, guard.phase());
      writer.get(20, TimeUnit.SECONDS);
    }
  }
}

package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy whose thread gets no further, as on a disk that hangs, and a writer of its file. */
public final class HangingCopyTest {
  private static final int SIZE_BYTES = 10 * 1024 * 1024;

  /** Less than the kernel itself would wait. */
  private static final int PATIENCE_SECONDS = 20;

  @TempDir Path directory;

  private final Deque<Runnable> copies = new ConcurrentLinkedDeque<>();

  @Test
  void the_writer_is_let_in_all_the_same_and_the_copy_is_never_completed() throws Exception {
    Path file = Files.write(directory.resolve("f"), new byte[SIZE_BYTES]);
    try (StoreFixture fixture =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(), copies::add)) {
      CompletableFuture<Acquisition> asked = fixture.store.acquire(fixture.source("f"));
      copies.removeFirst().run();
      Acquisition.Held held = assertInstanceOf(Acquisition.Held.class, asked.getNow(null));
      try (Hold hold = held.hold()) {
        Body.Sealed body = assertInstanceOf(Body.Sealed.class, hold.version().body());
        assertEquals(1, fixture.store.leases());
        CompletableFuture.runAsync(() -> open(file)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // The kernel lets the writer in, a moment before the lease is no longer counted.
        StoreFixture.await(() -> fixture.store.leases() == 0);
        assertEquals(CopyProgress.State.COPYING, body.copyProgress().state());
        while (!copies.isEmpty()) {
          copies.removeFirst().run();
        }
        assertEquals(CopyProgress.State.BROKEN, body.copyProgress().state());
        StoreFixture.await(() -> fixture.heard.contains("writer held"));
        assertTrue(fixture.heard.contains("broken WRITER_WAITED"), fixture.heard::toString);
      }
    }
  }

  public static void open(Path file) {
    try {
      FileChannel.open(file, StandardOpenOption.WRITE).close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

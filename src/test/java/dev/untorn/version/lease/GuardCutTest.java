package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.snapshot.HangingCopyTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients that take nothing, and a writer who has waited long enough. */
final class GuardCutTest {
  private static final int USERS = 5000;

  @TempDir Path directory;

  private final AtomicInteger silenced = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private final CountDownLatch writerIsIn = new CountDownLatch(1);

  /** One whose client acknowledges nothing, and whose connection takes long to be closed. */
  private final class Stalled implements GuardUser {
    private final Guard guard;
    private final Executor loop;

    Stalled(Guard guard, Executor loop) {
      this.guard = guard;
      this.loop = loop;
    }

    @Override
    public long neededFrom() {
      return 0;
    }

    @Override
    public Executor loop() {
      return loop;
    }

    @Override
    public void letGo() {}

    @Override
    public void silence() {
      silenced.incrementAndGet();
      guard.leave(this);
    }

    @Override
    public void cut() {
      try {
        assertTrue(writerIsIn.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      cut.incrementAndGet();
    }
  }

  @Test
  void the_writer_waits_until_all_are_silenced_once_and_not_until_they_are_cut() throws Exception {
    Path file = Files.write(directory.resolve("f"), new byte[300_000]);
    try (StoreFixture fixture = new StoreFixture(directory, Mode.GUARDED, StoreFixture.settings());
        Hold hold = fixture.held("f");
        ExecutorService loop = Executors.newSingleThreadExecutor()) {
      Guard guard = assertInstanceOf(Body.Leased.class, hold.version().body()).guard();
      List<Stalled> users = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        Stalled user = new Stalled(guard, loop);
        users.add(user);
        assertTrue(guard.join(user) && guard.mayHandOut(user));
      }
      CompletableFuture.runAsync(() -> HangingCopyTest.open(file)).get(30, TimeUnit.SECONDS);
      assertEquals(USERS, silenced.get());
      assertEquals(0, cut.get());
      writerIsIn.countDown();
      StoreFixture.await(() -> cut.get() == users.size());
      assertTrue(fixture.heard.contains("lease broken CLIENT_RESET"), fixture.heard::toString);
    }
  }
}

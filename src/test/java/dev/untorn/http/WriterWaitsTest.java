package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.Target;
import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests wait for the writer of one file. */
final class WriterWaitsTest {
  private static final int REQUESTS = 100;
  private static final int FRUITLESS_LOOKS = 20;
  private static final Target TARGET = new Target("f", false, "");

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final WriterWaits writerWaits = new WriterWaits(loop);
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(REQUESTS);

  @AfterEach
  void end() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private boolean isDone() {
    return looks.get() > FRUITLESS_LOOKS;
  }

  private boolean waits(long untilNanos) {
    return writerWaits.waits(
        TARGET,
        new WriterWaits.Waiting(
            untilNanos,
            () -> {
              boolean done = isDone();
              if (done) {
                answered.countDown();
              }
              return done;
            },
            () -> look(untilNanos)));
  }

  /** As a worker does: later. */
  private void look(long untilNanos) {
    looks.incrementAndGet();
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    loop.execute(() -> {
      underWay.decrementAndGet();
      if (isDone() || !waits(untilNanos)) {
        answered.countDown();
      }
    });
  }

  private void all(long untilNanos) throws InterruptedException {
    loop.execute(() -> {
      for (int i = 0; i < REQUESTS; i++) {
        assertTrue(waits(untilNanos));
      }
    });
    assertTrue(answered.await(60, TimeUnit.SECONDS));
  }

  @Test
  void one_at_a_time_looks_and_what_it_finds_answers_all() throws Exception {
    all(System.nanoTime() + TimeUnit.MINUTES.toNanos(5));
    assertEquals(1, most.get());
    assertEquals(FRUITLESS_LOOKS + 1, looks.get());
  }

  @Test
  void each_looks_once_more_when_it_has_waited_long_enough() throws Exception {
    looks.set(-10 * REQUESTS); // Nothing is found.
    all(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    assertTrue(looks.get() + 10 * REQUESTS >= REQUESTS);
  }
}

package dev.untorn.metrics;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Measures how late event loops are: a periodic task on each loop records when it really ran.
 * {@link #overdueNanos} may be called on any thread.
 */
final class LoopProbe implements AutoCloseable {
  /** Detects most stalls of a tenth of a second; ten wake-ups a second cost nothing. */
  private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

  private final Timer delay;
  private final List<Tick> ticks = new ArrayList<>();
  private volatile boolean closed;

  LoopProbe(Iterable<? extends ScheduledExecutorService> loops, Timer delay) {
    this.delay = delay;
    for (ScheduledExecutorService loop : loops) {
      ticks.add(new Tick(loop));
    }
    ticks.forEach(Tick::schedule);
  }

  /** How long the slowest loop is overdue; 0 if none is late. */
  long overdueNanos() {
    return closed
        ? 0
        : ticks.stream().mapToLong(tick -> System.nanoTime() - tick.dueNanos).reduce(0, Math::max);
  }

  /** Stops measuring; each loop drops its task when it is next due. */
  @Override
  public void close() {
    closed = true;
  }

  private final class Tick implements Runnable {
    private final ScheduledExecutorService loop;
    private volatile long dueNanos;

    Tick(ScheduledExecutorService loop) {
      this.loop = loop;
    }

    void schedule() {
      dueNanos = System.nanoTime() + INTERVAL_NANOS;
      var _ = loop.schedule(this, INTERVAL_NANOS, NANOSECONDS);
    }

    @Override
    public void run() {
      if (closed) {
        return;
      }
      delay.record(Math.max(0, System.nanoTime() - dueNanos), NANOSECONDS);
      schedule();
    }
  }
}

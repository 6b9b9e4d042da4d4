package dev.untorn.origin.upstream.connect;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task unless it is put off in time. Putting it off costs nothing: the timer looks again
 * when it fires. Used by one event loop.
 */
public final class Deadline {
  private final EventLoop loop;
  private final Runnable missed;
  private @Nullable ScheduledFuture<?> timer;
  private boolean armed;
  private long dueNanos;
  private long wakeNanos;

  public Deadline(EventLoop loop, Runnable missed) {
    this.loop = loop;
    this.missed = missed;
  }

  public void set(Duration fromNow) {
    armed = true;
    dueNanos = System.nanoTime() + fromNow.toNanos();
    if (timer == null || wakeNanos - dueNanos > 0) {
      schedule();
    }
  }

  /** For now; the timer may still fire, and then does nothing. */
  public void clear() {
    armed = false;
  }

  /** For good. */
  public void end() {
    armed = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void schedule() {
    if (timer != null) {
      timer.cancel(false);
    }
    wakeNanos = dueNanos;
    timer = loop.schedule(this::look, wakeNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void look() {
    timer = null;
    if (!armed) {
      return;
    }
    if (dueNanos - System.nanoTime() > 0) {
      schedule();
    } else {
      armed = false;
      missed.run();
    }
  }
}

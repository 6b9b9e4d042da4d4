package dev.untorn.origin.proxy.reach;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which requests the origins failed to answer, and why: a line a second. Thread-safe. */
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  /** While an origin is down, each request fails. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong saidNanos = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
  private final AtomicLong unsaid = new AtomicLong();

  /** The reason is a sentence. */
  public void say(String url, String reason) {
    long now = System.nanoTime();
    long last = saidNanos.get();
    if (now - last < PAUSE_NANOS || !saidNanos.compareAndSet(last, now)) {
      unsaid.incrementAndGet();
      return;
    }
    long others = unsaid.getAndSet(0);
    if (others == 0) {
      LOG.warn("{}: {}", url, reason);
    } else {
      LOG.warn("{}: {} So did {} more requests since.", url, reason, others);
    }
  }
}

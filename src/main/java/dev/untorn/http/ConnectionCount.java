package dev.untorn.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts connections and limits them. Thread-safe. */
public final class ConnectionCount {
  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  public ConnectionCount(int max) {
    this.max = max;
  }

  /** Counts one more connection. False if there are too many. */
  public boolean tryOpen() {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      refused.incrementAndGet();
      return false;
    }
    accepted.incrementAndGet();
    return true;
  }

  public void closed() {
    open.decrementAndGet();
  }

  public long open() {
    return open.get();
  }

  public long accepted() {
    return accepted.get();
  }

  public long refused() {
    return refused.get();
  }
}

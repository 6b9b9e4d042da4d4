package dev.untorn.origin.proxy.fill;

import dev.untorn.version.Entry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A use of a body: by one response or waiting request, or by a version that responses share.
 * Thread-safe.
 */
public final class Reading {
  private final LongSupplier nanoClock;
  private final Consumer<Reading> whenEnded;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile LongSupplier lastNanos;

  Reading(LongSupplier nanoClock, Consumer<Reading> whenEnded) {
    this.nanoClock = nanoClock;
    this.whenEnded = whenEnded;
    this.lastNanos = nanoClock;
  }

  /** From now on it is a version's, which is kept also while no response uses it. */
  public void sharedBy(Entry version) {
    lastNanos = () -> version.isHeld() ? nanoClock.getAsLong() : version.usedNanos();
  }

  /** When it was last read: now, if it is. */
  long readNanos() {
    return lastNanos.getAsLong();
  }

  /** The body is not needed any more. Idempotent. */
  public void end() {
    if (ended.compareAndSet(false, true)) {
      whenEnded.accept(this);
    }
  }
}

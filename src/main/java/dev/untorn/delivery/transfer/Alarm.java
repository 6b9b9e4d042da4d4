package dev.untorn.delivery.transfer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Logs warnings that may come by the thousand: one per interval, with how many were omitted. */
final class Alarm {
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  Alarm(Logger log) {
    this.log = log;
  }

  /** Thread-safe. */
  void warn(Supplier<String> message) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + BETWEEN_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    long others = leftOut.getAndSet(0);
    log.warn(others == 0 ? "{}" : "{} ({} like it were not logged)", message.get(), others);
  }
}

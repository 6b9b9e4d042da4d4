package dev.untorn.origin.proxy.fill;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a body while it is fetched, and afterwards: responses, and requests that wait for it.
 * It is there until the last of them, and the fetch itself, have ended. Thread-safe.
 */
final class Readers {
  private enum Fetching {
    UNDER_WAY,
    /** It is about to end, and nobody may read it. */
    ABANDONED,
    OVER
  }

  private final LongSupplier nanoClock;
  private final Runnable close;
  private final Set<Reading> readings = new HashSet<>();
  private Fetching fetching = Fetching.UNDER_WAY;
  private long readNanos;

  /** {@code close} is called once, when nobody needs the body any more. */
  Readers(LongSupplier nanoClock, Runnable close) {
    this.nanoClock = nanoClock;
    this.close = close;
    this.readNanos = nanoClock.getAsLong();
  }

  /** One reader more; null if the body is not for readers any more. */
  synchronized @Nullable Reading begin() {
    boolean gone =
        switch (fetching) {
          case UNDER_WAY -> false;
          case ABANDONED -> true;
          case OVER -> readings.isEmpty();
        };
    if (gone) {
      return null;
    }
    Reading reading = new Reading(nanoClock, this::ended);
    readings.add(reading);
    return reading;
  }

  private void ended(Reading reading) {
    boolean last;
    synchronized (this) {
      readings.remove(reading);
      readNanos = later(readNanos, reading.readNanos());
      last = readings.isEmpty() && fetching == Fetching.OVER;
    }
    if (last) {
      close.run();
    }
  }

  /** For how long nobody has read the body; 0 if somebody does. */
  synchronized long unreadNanos() {
    long latest = readNanos;
    for (Reading each : readings) {
      latest = later(latest, each.readNanos());
    }
    return Math.max(0, nanoClock.getAsLong() - latest);
  }

  /** Admits nobody any more, if nobody has read the body for so long. Returns whether. */
  synchronized boolean abandon(long boundNanos) {
    boolean abandoned = unreadNanos() >= boundNanos;
    if (abandoned) {
      fetching = Fetching.ABANDONED;
    }
    return abandoned;
  }

  /** The fetch needs the body no more. */
  void fetched() {
    boolean last;
    synchronized (this) {
      fetching = Fetching.OVER;
      last = readings.isEmpty();
    }
    if (last) {
      close.run();
    }
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}

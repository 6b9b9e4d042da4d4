package dev.untorn.version.space;

import dev.untorn.linux.Machine;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the descriptors that the entries of a store hold, so that they leave enough of them to
 * connections. Entries in memory hold none. Thread-safe.
 */
public final class Descriptors {
  /** Versions may hold one of so many; connections and all else have the others. */
  private static final int SHARE = 2;

  private final long max;
  private final AtomicLong held = new AtomicLong();

  public Descriptors(long max) {
    this.max = max;
  }

  /** As many as the limits of this process allow, beside what it has open now. */
  public static Descriptors ofThisProcess() {
    return new Descriptors((Machine.descriptorsMax() - Machine.descriptorsOpen()) / SHARE);
  }

  /** Whether the entries hold as many as they may. */
  public boolean areUsedUp() {
    return held.get() >= max;
  }

  /** An entry comes into the store. */
  public void take(Entry entry) {
    held.addAndGet(of(entry));
  }

  /** Ends the store's own reference to an entry, once. */
  public void letGo(Entry entry) {
    if (entry.dropFromStore()) {
      held.addAndGet(-of(entry));
    }
  }

  /** A private copy takes a leased file's place, which stays open beside it. */
  public void takeCopy() {
    held.incrementAndGet();
  }

  /** Such a copy is closed. */
  public void letGoCopy() {
    held.decrementAndGet();
  }

  /** Of the file, and of a private copy made with the entry. */
  public static int of(Entry entry) {
    return switch (entry.version().body()) {
      case Body.Memory _ -> 0;
      case Body.Live _, Body.Leased _ -> 1;
      case Body.Sealed _ -> 2;
    };
  }
}

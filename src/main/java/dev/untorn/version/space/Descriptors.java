package dev.untorn.version.space;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the descriptors of a store's entries, to leave enough to connections. Thread-safe. */
public final class Descriptors {
  /** Versions may hold half; connections and all else have the rest. */
  private static final int SHARE = 2;

  private final long max;
  private final AtomicLong held = new AtomicLong();

  public Descriptors(long max) {
    this.max = max;
  }

  /** Bounded by this process's limit, less what it has open now. */
  public static Descriptors ofThisProcess() {
    return new Descriptors((Machine.descriptorsMax() - Machine.descriptorsOpen()) / SHARE);
  }

  public boolean areUsedUp() {
    return held.get() >= max;
  }

  public void take(Entry entry) {
    held.addAndGet(of(entry));
  }

  /** Ends the store's reference to an entry, once. */
  public void letGo(Entry entry) {
    if (entry.dropFromStore()) {
      held.addAndGet(-of(entry));
    }
  }

  /** Counts a private copy beside the leased file, which stays open. */
  public void takeCopy() {
    held.incrementAndGet();
  }

  public void letGoCopy() {
    held.decrementAndGet();
  }

  /** Descriptors of the file, and of a private copy made with the entry. */
  public static int of(Entry entry) {
    return switch (entry.version().body()) {
      case Body.Memory _ -> 0;
      case Body.Live _, Body.Leased _ -> 1;
      case Body.Sealed(LinuxFile file, CopyProgress _, LinuxFile source) ->
          file.equals(source) ? 1 : 2;
    };
  }
}

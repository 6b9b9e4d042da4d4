package dev.untorn.version;

import dev.untorn.version.digest.Digests;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hold on an entry; true once closed. */
final class EntryHold extends AtomicBoolean implements Hold {
  private static final long serialVersionUID = 1L;
  private final transient Entry entry;
  private final boolean isUse;

  /** A hold already counted by its entry; {@code isUse} if it counts as a use. */
  EntryHold(Entry entry, boolean isUse) {
    this.entry = entry;
    this.isUse = isUse;
  }

  @Override
  public Version version() {
    return entry.version();
  }

  @Override
  public String name() {
    return entry.name();
  }

  @Override
  public Hold another() {
    // Not null: this hold is still open.
    return Objects.requireNonNull(entry.hold(isUse));
  }

  @Override
  public Digests digests() {
    return entry.digests();
  }

  @Override
  public void close() {
    if (compareAndSet(false, true)) {
      entry.release(isUse);
    }
  }
}

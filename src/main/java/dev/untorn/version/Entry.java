package dev.untorn.version;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A version with the count of those who use it: the store is one, each hold another. Its resources
 * are freed with the last. Thread-safe.
 */
final class Entry {
  /** What the store finds an entry by. */
  record Key(Stamp stamp, Representation representation) {}

  private final String name;
  private final Version version;
  private final Reuse reuse;
  private final Runnable free;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean inStore = new AtomicBoolean(true);
  private final long takenNanos = System.nanoTime();
  private volatile long usedNanos = takenNanos;

  /** For how long equality of stamps lets this version answer later requests. */
  enum Reuse {
    /** Every later change moves the stamp. */
    WHILE_EQUAL,
    /** The file was not at rest, and nobody kept writers out: until it can be taken at rest. */
    UNTIL_SETTLED,
    /** A later change within the clock's resolution may have the same stamp. */
    NEVER
  }

  Entry(String name, Version version, Reuse reuse, Runnable free) {
    this.name = name;
    this.version = version;
    this.reuse = reuse;
    this.free = free;
  }

  String name() {
    return name;
  }

  Version version() {
    return version;
  }

  Key key() {
    return new Key(version.stamp(), version.representation());
  }

  boolean isReusable(long nowNanos) {
    return switch (reuse) {
      case WHILE_EQUAL -> !isBroken();
      case UNTIL_SETTLED -> !isBroken() && nowNanos - takenNanos < Settling.NANOS;
      case NEVER -> false;
    };
  }

  /** Whether its private copy was given up. */
  boolean isBroken() {
    return version.body() instanceof Body.Sealed sealed
        && sealed.seal().state() == Seal.State.BROKEN;
  }

  /** Nanoseconds (System.nanoTime) of the last use. */
  long usedNanos() {
    return usedNanos;
  }

  boolean isInStore() {
    return inStore.get();
  }

  /** How many use it besides the store. */
  int holds() {
    return Math.max(0, users.get() - 1);
  }

  boolean isHeld() {
    return holds() > 0;
  }

  /** A new reference, or null when the resources are already freed. */
  @Nullable Hold hold(long nowNanos) {
    int count = users.get();
    while (count > 0) {
      if (users.compareAndSet(count, count + 1)) {
        usedNanos = nowNanos;
        return new EntryHold(this);
      }
      count = users.get();
    }
    return null;
  }

  /** Ends the store's own reference; once. */
  void dropFromStore() {
    if (inStore.compareAndSet(true, false)) {
      release();
    }
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      free.run();
    }
  }

  private static final class EntryHold extends AtomicBoolean implements Hold {
    private static final long serialVersionUID = 1L;
    private final transient Entry entry;

    EntryHold(Entry entry) {
      this.entry = entry;
    }

    @Override
    public Version version() {
      return entry.version;
    }

    @Override
    public void close() {
      if (compareAndSet(false, true)) {
        entry.release();
      }
    }
  }
}

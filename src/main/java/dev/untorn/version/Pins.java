package dev.untorn.version;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Versions that were replaced, kept for a while for clients that come back for the rest of theirs.
 * Bounded in bytes and in time since the last use; those replaced first go first, and any that
 * nobody uses when the store needs room. Thread-safe: one lock, for it is asked only when a client
 * names a version that is no longer the current one.
 */
final class Pins {
  private final long maxBytes;
  private final long keptNanos;
  private final Descriptors descriptors;

  /** In the order in which they were replaced. */
  private final LinkedHashSet<Entry> replaced = new LinkedHashSet<>();

  private long bytes;

  Pins(long maxBytes, long keptNanos, Descriptors descriptors) {
    this.maxBytes = maxBytes;
    this.keptNanos = keptNanos;
    this.descriptors = descriptors;
  }

  /** Takes the store's reference over if the version is worth it. */
  synchronized boolean offer(Entry entry, long nowNanos) {
    long sizeBytes = entry.version().lengthBytes();
    boolean wanted = !entry.isBroken() && nowNanos - entry.usedNanos() < keptNanos;
    if (!wanted || sizeBytes > maxBytes || !isLarge(entry)) {
      return false;
    }
    replaced.add(entry);
    bytes += sizeBytes;
    for (Iterator<Entry> eldest = replaced.iterator(); bytes > maxBytes; ) {
      Entry dropped = eldest.next();
      eldest.remove();
      drop(dropped);
    }
    return true;
  }

  /** Nobody resumes what came in one piece. */
  private static boolean isLarge(Entry entry) {
    return switch (entry.version().body()) {
      case Body.Sealed _, Body.Leased _ -> true;
      case Body.Memory _, Body.Live _ -> false;
    };
  }

  /** A replaced version of a name, by its tag. */
  synchronized Optional<Hold> find(String name, Predicate<EntityTag> tag, long nowNanos) {
    for (Entry entry : replaced) {
      if (entry.name().equals(name) && tag.test(entry.version().tag()) && !entry.isBroken()) {
        return Optional.ofNullable(entry.hold(nowNanos));
      }
    }
    return Optional.empty();
  }

  /** The one replaced first of those that nobody uses. */
  synchronized Optional<Entry> eldestUnused() {
    return replaced.stream().filter(entry -> !entry.isHeld()).findFirst();
  }

  /** Drops what nobody came back for. */
  synchronized void sweep(long nowNanos) {
    for (Iterator<Entry> each = replaced.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      boolean unwanted = !entry.isHeld() && nowNanos - entry.usedNanos() >= keptNanos;
      if (unwanted || entry.isBroken()) {
        each.remove();
        drop(entry);
      }
    }
  }

  /** The store drops one of its own accord. */
  synchronized void forget(Entry entry) {
    if (replaced.remove(entry)) {
      bytes -= entry.version().lengthBytes();
    }
  }

  /** How many are kept. */
  synchronized int size() {
    return replaced.size();
  }

  synchronized void dropAll() {
    replaced.forEach(descriptors::letGo);
    replaced.clear();
    bytes = 0;
  }

  private void drop(Entry entry) {
    bytes -= entry.version().lengthBytes();
    descriptors.letGo(entry);
  }

  /** Bytes of the versions kept. */
  synchronized long bytes() {
    return bytes;
  }
}

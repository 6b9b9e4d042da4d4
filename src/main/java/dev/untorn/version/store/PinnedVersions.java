package dev.untorn.version.store;

import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.space.Descriptors;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Replaced versions, kept a while for clients that resume a download. Bounded in bytes and in time;
 * those replaced first go first, and unused ones when the store needs room. Thread-safe, with one
 * lock: it is asked only when a client names a version that is not current.
 */
public final class PinnedVersions {
  /**
   * A version is kept at most this many times the time since its last use, whoever asks for it: so
   * a file that should never have been served is gone some day.
   */
  static final int KEPT_TIMES_MAX = 12;

  private final long maxBytes;
  private final long keptNanos;
  private final Descriptors descriptors;

  /** In the order in which they were replaced, with the time (nanoTime). */
  private final LinkedHashMap<Entry, Long> replaced = new LinkedHashMap<>();

  private long bytes;

  public PinnedVersions(long maxBytes, long keptNanos, Descriptors descriptors) {
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
    if (replaced.putIfAbsent(entry, nowNanos) != null) {
      return true; // Replaced under another name, too.
    }
    bytes += sizeBytes;
    for (Iterator<Entry> eldest = replaced.keySet().iterator(); bytes > maxBytes; ) {
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

  /** A replaced version with such a tag, of the same name or file as the current one. */
  public synchronized Optional<Hold> find(Hold current, Predicate<EntityTag> tag, long nowNanos) {
    for (Entry entry : replaced.keySet()) {
      if (isBefore(entry, current)
          && tag.test(entry.version().tag())
          && !entry.isBroken()
          && !isTooOld(entry, nowNanos)) {
        return Optional.ofNullable(entry.hold(nowNanos));
      }
    }
    return Optional.empty();
  }

  private static boolean isBefore(Entry entry, Hold current) {
    return entry.name().equals(current.name())
        || entry.file().equals(Entry.File.of(Entry.Key.of(current.version())));
  }

  private boolean isTooOld(Entry entry, long nowNanos) {
    Long replacedNanos = replaced.get(entry);
    return replacedNanos != null && nowNanos - replacedNanos >= KEPT_TIMES_MAX * keptNanos;
  }

  /** The one replaced first of those that nobody uses. */
  synchronized Optional<Entry> eldestUnused() {
    return replaced.keySet().stream().filter(entry -> !entry.isHeld()).findFirst();
  }

  /** Drops what nobody came back for, and what clients came back for too long. */
  public synchronized void sweep(long nowNanos) {
    for (Iterator<Entry> each = replaced.keySet().iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      boolean unwanted = !entry.isHeld() && nowNanos - entry.usedNanos() >= keptNanos;
      if (unwanted || entry.isBroken() || isTooOld(entry, nowNanos)) {
        each.remove();
        drop(entry);
      }
    }
  }

  /** The store drops one of its own accord. */
  synchronized void forget(Entry entry) {
    if (replaced.remove(entry) != null) {
      bytes -= entry.version().lengthBytes();
    }
  }

  /** Those that are kept. */
  synchronized List<Entry> all() {
    return List.copyOf(replaced.keySet());
  }

  /** How many are kept. */
  synchronized int size() {
    return replaced.size();
  }

  private void drop(Entry entry) {
    bytes -= entry.version().lengthBytes();
    descriptors.letGo(entry);
  }

  /** Bytes of the versions kept. */
  public synchronized long bytes() {
    return bytes;
  }
}

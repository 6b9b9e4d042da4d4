package dev.untorn.version.store;

import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.space.Descriptors;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Versions that are not current, for clients that resume a download. Some were replaced: they are
 * kept a while, bounded in bytes and time, the first replaced dropped first, and unused ones when
 * the store needs room. Others are still being copied: meanwhile the file may change and clients
 * may resume. Thread-safe, with one lock, which no search for a current version takes.
 */
public final class PinnedVersions {
  /** After this many pin times even a version in use is dropped: it may be served by mistake. */
  static final int KEPT_TIMES_MAX = 12;

  private final long maxBytes;
  private final long keptNanos;
  private final Descriptors descriptors;

  /** With the time (nanoTime) when each was replaced, in that order. */
  private final LinkedHashMap<Entry, Long> replaced = new LinkedHashMap<>();

  /** Not current yet, perhaps never; bounded by the copies under way. */
  private final Set<Entry> coming = new HashSet<>();

  private long bytes;

  public PinnedVersions(long maxBytes, long keptNanos, Descriptors descriptors) {
    this.maxBytes = maxBytes;
    this.keptNanos = keptNanos;
    this.descriptors = descriptors;
  }

  /** Makes a resumable version findable until it is {@link #settle settled}. */
  void expect(Entry entry) {
    if (entry.isCommitted() && entry.isResumable()) {
      synchronized (this) {
        coming.add(entry);
      }
    }
  }

  /** The version has become current, was offered or dropped. */
  synchronized void settle(Entry entry) {
    coming.remove(entry);
  }

  synchronized boolean has(Entry entry) {
    return coming.contains(entry) || replaced.containsKey(entry);
  }

  /** Keeps a replaced version, with the store's reference, if clients may resume it. */
  synchronized boolean offer(Entry entry, long nowNanos) {
    long sizeBytes = entry.version().lengthBytes();
    boolean wanted = !entry.isBroken() && unusedNanos(entry, nowNanos) < keptNanos;
    if (!wanted || !entry.isInStore() || sizeBytes > maxBytes || !entry.isResumable()) {
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

  private static long unusedNanos(Entry entry, long nowNanos) {
    return entry.isHeld() ? 0 : nowNanos - entry.usedNanos();
  }

  /** A version with a matching tag, of the same name or file as the current one. */
  public synchronized Optional<Hold> find(Hold current, Predicate<EntityTag> tag, long nowNanos) {
    return Stream.concat(replaced.keySet().stream(), coming.stream())
        .filter(entry -> isBefore(entry, current) && tag.test(entry.version().tag()))
        .filter(entry -> !entry.isBroken() && !isTooOld(entry, nowNanos))
        .findFirst()
        .map(entry -> entry.hold(nowNanos));
  }

  private static boolean isBefore(Entry entry, Hold current) {
    return entry.name().equals(current.name())
        || entry.file().equals(Entry.File.of(Entry.Key.of(current.version())));
  }

  private boolean isTooOld(Entry entry, long nowNanos) {
    Long replacedNanos = replaced.get(entry);
    return replacedNanos != null && nowNanos - replacedNanos >= KEPT_TIMES_MAX * keptNanos;
  }

  /** The first replaced of the unused versions. */
  synchronized Optional<Entry> eldestUnused() {
    return replaced.keySet().stream().filter(entry -> !entry.isHeld()).findFirst();
  }

  /** Drops versions unused for the pin time, and those in use for too long. */
  public synchronized void sweep(long nowNanos) {
    for (Iterator<Entry> each = replaced.keySet().iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      boolean unwanted = unusedNanos(entry, nowNanos) >= keptNanos;
      if (unwanted || entry.isBroken() || isTooOld(entry, nowNanos)) {
        each.remove();
        drop(entry);
      }
    }
  }

  synchronized void forget(Entry entry) {
    settle(entry);
    if (replaced.remove(entry) != null) {
      bytes -= entry.version().lengthBytes();
    }
  }

  synchronized List<Entry> all() {
    return Stream.concat(replaced.keySet().stream(), coming.stream()).toList();
  }

  synchronized int size() {
    return replaced.size();
  }

  private void drop(Entry entry) {
    bytes -= entry.version().lengthBytes();
    descriptors.letGo(entry);
  }

  public synchronized long bytes() {
    return bytes;
  }
}

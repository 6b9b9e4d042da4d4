package dev.untorn.version.store;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store: found by identity, and by name and file for the last committed version.
 * Evicts the least recently used (the clock algorithm: an entry used since it was queued is queued
 * again). Of two versions for one place the later snapshot stays. Finding takes no lock.
 * Thread-safe.
 */
public final class VersionCache implements Capacity.Evictor {
  /** When descriptors run out, this share of the entries is dropped at once. */
  private static final int SHRINK_SHARE = 4;

  private record Queued(Entry entry, long queuedNanos) {}

  private final int entriesMax;
  private final Descriptors descriptors;
  private final PinnedVersions pinned;
  private final StoreObserver observer;
  private final ConcurrentHashMap<Entry.Key, Entry> byKey = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Entry> byName = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Entry.File, Entry> byFile = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Queued> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();

  /** When all current versions were last replaced at once (System.nanoTime). */
  private volatile long replacedNanos = System.nanoTime();

  public VersionCache(
      int entriesMax, Descriptors descriptors, PinnedVersions pinned, StoreObserver observer) {
    this.entriesMax = entriesMax;
    this.descriptors = descriptors;
    this.pinned = pinned;
    this.observer = observer;
  }

  public @Nullable Hold find(Entry.Key key) {
    Entry entry = reusable(key);
    return entry == null ? null : entry.hold(System.nanoTime());
  }

  /** A version that may answer a new request. */
  @Nullable Entry reusable(Entry.Key key) {
    Entry entry = byKey.get(key);
    if (entry == null) {
      return null;
    }
    if (entry.isReusable(System.nanoTime())) {
      entry.isCurrent();
      return entry;
    }
    if (entry.isBroken()) {
      drop(entry);
    }
    return null; // Not current any more. Stays as the fallback until a fresh version is taken.
  }

  /** The newest version of a name or file with no writer: proved if leased, likely otherwise. */
  public @Nullable Entry lastCommitted(String name, Entry.File file) {
    Entry named = whole(byName.get(name));
    Entry alias = whole(byFile.get(file));
    return named == null || (alias != null && named.isOlderThan(alias)) ? alias : named;
  }

  private static @Nullable Entry whole(@Nullable Entry entry) {
    return entry == null || entry.isBroken() ? null : entry;
  }

  /** Whether writers have come to this name while it was leased, and so may come again. */
  boolean isRestless(String name) {
    Entry entry = byName.get(name);
    return entry != null && entry.isRestless(System.nanoTime());
  }

  /** Whether one more version fits; evicts an unused one if necessary. */
  boolean hasRoom() {
    while (byKey.size() + pinned.size() >= entriesMax) {
      if (!evictOne() && !evictPinned()) {
        return false;
      }
    }
    return true;
  }

  /** Makes an entry findable by its identity. */
  void put(Entry entry) {
    descriptors.take(entry);
    pinned.expect(entry);
    Entry older = Youngest.keep(byKey, entry.key(), entry);
    queue.add(new Queued(entry, System.nanoTime()));
    queued.incrementAndGet();
    if (older == null) {
      return;
    }
    synchronized (pinned) {
      boolean named = byName.get(older.name()) == older || byFile.get(older.file()) == older;
      if (!named && !pinned.has(older)) {
        descriptors.letGo(older);
      }
    }
  }

  /** Makes no version current any more, including those under way. */
  public void replaceAll() {
    replacedNanos = System.nanoTime();
    byName.values().forEach(this::retire);
    byFile.values().forEach(this::retire);
  }

  /** Replaces older entries; younger ones stay, since their copies may have been faster. */
  void makeCurrent(Entry entry) {
    // A lookup that misses a version in its old place must find it in the new one.
    synchronized (pinned) {
      if (entry.isBroken() || !entry.isInStore()) {
        drop(entry);
      } else if (entry.isCommitted()) {
        replaceOlder(entry);
        if (entry.isTakenBefore(replacedNanos)) {
          retire(entry); // Checked last: replaceAll() may not have seen it.
        }
      }
      pinned.settle(entry);
    }
    if (!entry.isInStore()) {
      forget(entry);
    }
  }

  private void replaceOlder(Entry entry) {
    Entry named = Youngest.keep(byName, entry.name(), entry);
    if (named != null && named != entry) {
      entry.follows(named);
    }
    retire(named);
    if (named != entry && entry.keepsFileOpen()) {
      retire(Youngest.keep(byFile, entry.file(), entry));
    }
  }

  /** Pins a replaced version for clients that resume; drops it if not worth it. */
  private void retire(@Nullable Entry older) {
    if (older == null) {
      return;
    }
    if (pinned.offer(older, System.nanoTime())) {
      forget(older);
    } else {
      drop(older);
    }
  }

  @Override
  public boolean evictOne() {
    return evictOne(entry -> true);
  }

  @Override
  public boolean evictOneOpen() {
    return evictOne(entry -> Descriptors.of(entry) > 0) || evictPinned();
  }

  private boolean evictPinned() {
    Optional<Entry> eldest = pinned.eldestUnused();
    eldest.ifPresent(this::evict);
    return eldest.isPresent();
  }

  private void evict(Entry entry) {
    drop(entry);
    observer.evicted();
  }

  private boolean evictOne(Predicate<Entry> which) {
    for (int looks = 2 * queued.get(); looks > 0; looks--) {
      Queued candidate = queue.poll();
      if (candidate == null) {
        return false;
      }
      Entry entry = candidate.entry();
      if (!entry.isInStore()) {
        queued.decrementAndGet();
      } else if (!which.test(entry)) {
        queue.add(candidate);
      } else if (entry.isHeld() || entry.usedNanos() - candidate.queuedNanos() > 0) {
        queue.add(new Queued(entry, System.nanoTime()));
      } else {
        queued.decrementAndGet();
        evict(entry);
        return true;
      }
    }
    return false;
  }

  @Override
  public void evictCopies(long unusedSinceNanos, BooleanSupplier isEnough) {
    while (!isEnough.getAsBoolean() && evictPinned()) {}
    dropUnused(entry -> {
      boolean evicts =
          entry.privateFile() != null
              && entry.usedNanos() - unusedSinceNanos < 0
              && !isEnough.getAsBoolean();
      if (evicts) {
        observer.evicted();
      }
      return evicts;
    });
  }

  @Override
  public void forget(List<LinuxFile> files) {
    Set<LinuxFile> emptied = new HashSet<>(files);
    dropAll(entry -> emptied.contains(entry.privateFile()));
  }

  /** Frees descriptors by evicting unused versions. */
  public void evictSome() {
    for (int i = byKey.size() / SHRINK_SHARE; i >= 0 && evictOneOpen(); i--) {}
  }

  @Override
  public void dropUnused(Predicate<Entry> which) {
    queue.removeIf(candidate -> {
      Entry entry = candidate.entry();
      if (entry.isInStore() && !entry.isHeld() && which.test(entry)) {
        drop(entry);
      }
      if (entry.isInStore()) {
        return false;
      }
      queued.decrementAndGet();
      return true;
    });
  }

  /** Drops all entries with matching names, in use or not; returns how many. */
  int dropNamed(Predicate<String> name) {
    return dropAll(entry -> name.test(entry.name()));
  }

  private int dropAll(Predicate<Entry> which) {
    Set<Entry> all = new HashSet<>(pinned.all());
    Stream.of(byKey, byName, byFile).map(ConcurrentHashMap::values).forEach(all::addAll);
    all.removeIf(which.negate());
    all.forEach(this::drop);
    return all.size();
  }

  public void dropAll() {
    var _ = dropAll(entry -> true);
  }

  /** Ends the store's reference: nobody can find the entry any more. */
  void drop(Entry entry) {
    forget(entry);
    descriptors.letGo(entry);
    pinned.forget(entry); // Last: another thread may pin it until then.
  }

  private void forget(Entry entry) {
    byKey.remove(entry.key(), entry);
    byName.remove(entry.name(), entry);
    byFile.remove(entry.file(), entry);
  }

  public int size() {
    return byKey.size();
  }

  public long holds() {
    return byKey.values().stream().mapToLong(Entry::holds).sum();
  }
}

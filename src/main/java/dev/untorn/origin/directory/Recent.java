package dev.untorn.origin.directory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map of recently used entries, in two generations: when the younger is full, the older
 * is dropped. Thread-safe, without locks; may briefly exceed its bound by one entry per writing
 * thread.
 */
final class Recent<V> {
  private final int generationEntriesMax;
  private final AtomicReference<Generations<V>> generations =
      new AtomicReference<>(
          new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

  private record Generations<V>(ConcurrentMap<String, V> young, ConcurrentMap<String, V> old) {}

  Recent(int entriesMax) {
    this.generationEntriesMax = Math.max(1, entriesMax / 2);
  }

  @Nullable V get(String key) {
    Generations<V> now = generations.get();
    V value = now.young.get(key);
    if (value == null) {
      value = now.old.get(key);
      if (value != null) {
        put(key, value);
      }
    }
    return value;
  }

  void put(String key, V value) {
    Generations<V> now = generations.get();
    now.young.put(key, value);
    if (now.young.size() >= generationEntriesMax) {
      generations.compareAndSet(now, new Generations<>(new ConcurrentHashMap<>(), now.young));
    }
  }

  /** The number of entries; counts those in both generations twice. */
  int size() {
    Generations<V> now = generations.get();
    return now.young.size() + now.old.size();
  }
}

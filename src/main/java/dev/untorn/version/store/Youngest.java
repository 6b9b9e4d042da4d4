package dev.untorn.version.store;

import dev.untorn.version.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides which of two versions keeps a place: the one whose snapshot began later. */
final class Youngest {
  private Youngest() {}

  /** Keeps the younger; returns the older one, or null if there was only one. */
  static <K> @Nullable Entry keep(ConcurrentHashMap<K, Entry> places, K key, Entry entry) {
    AtomicReference<@Nullable Entry> older = new AtomicReference<>();
    places.compute(
        key,
        (_, other) -> {
          if (other == null || other == entry) {
            older.set(null);
            return entry;
          }
          boolean stays = entry.isOlderThan(other) && other.isInStore() && !other.isBroken();
          older.set(stays ? entry : other);
          return stays ? other : entry;
        });
    return older.get();
  }
}

package dev.untorn.origin.object;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What may be found of some keys, each of which is fetched and purged by one thread. */
final class StressedKeys {
  static final int KEYS_OF_ONE = 3;
  private static final int EQUAL = 64;

  private final int keys;
  private final AtomicLong versions = new AtomicLong();
  private final AtomicLongArray purged;

  StressedKeys(int threads) {
    this.keys = threads * KEYS_OF_ONE;
    this.purged = new AtomicLongArray(keys);
  }

  int count() {
    return keys;
  }

  long nextVersion() {
    return versions.incrementAndGet();
  }

  /** No version until this one may be found any more. */
  void purged(int key, long version) {
    purged.set(key, version);
  }

  long purgedUntil(int key) {
    return purged.get(key);
  }

  /** Some versions in a row have equal bytes: then a body takes the place of an equal one. */
  static byte[] bytes(int key, long version) {
    return CrashChild.bytes(key, version / EQUAL);
  }
}

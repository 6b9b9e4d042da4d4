package dev.untorn.origin.proxy;

import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.cache.Vary;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.answer.HitCount;
import dev.untorn.origin.proxy.answer.ObjectFetch;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the store, so that the event loop need not look again: objects with status 200
 * that do not vary. Thread-safe.
 */
final class KnownObjects {
  /** Some 500 bytes each; beyond, all are forgotten, and found again by one lookup each. */
  private static final int OBJECTS_MAX = 100_000;

  /** Of all keys and heads, a byte each: URLs and heads can be long. */
  private static final long CHARS_MAX = 48L << 20;

  /** Lookups that are under way while something is forgotten in the same stripe are not noted. */
  private static final int STRIPES = 1024;

  private static final int OK = 200;

  /**
   * A point in time.
   *
   * @param forgotten how often the key, or some others, had been forgotten
   * @param sequence of the last ban
   */
  record Mark(long forgotten, long sequence) {}

  /**
   * What was found.
   *
   * @param keyHash as the store counts requests
   * @param sequence of the last ban before the lookup: after the next one it is looked up again
   */
  private record Known(
      Expiration expiration,
      CachedResolution resolution,
      int chars,
      long keyHash,
      long sequence,
      HitCount hits) {}

  private final ObjectStore store;

  private final ConcurrentHashMap<String, Known> objects = new ConcurrentHashMap<>();
  private final AtomicLong chars = new AtomicLong();
  private final AtomicLongArray forgotten = new AtomicLongArray(STRIPES);

  KnownObjects(ObjectStore store) {
    this.store = store;
  }

  /** A mark of now, to be taken before a lookup. */
  Mark mark(String key) {
    return new Mark(forgotten.get(stripe(key)), store.sequence());
  }

  /** Notes the result of a lookup, unless its key was forgotten since the mark. */
  void note(Answers answers, String key, Mark mark, StoredObject object, Expiration expiration) {
    if (expiration.head().status() != OK
        || !Vary.of(expiration.head().fields()).equals(Vary.By.NOTHING)) {
      return;
    }
    if (objects.size() >= OBJECTS_MAX || chars.get() >= CHARS_MAX) {
      objects
          .keySet()
          .forEach(each -> objects.computeIfPresent(each, (_, known) -> without(known)));
    }
    CachedResolution resolution =
        new CachedResolution(
            answers.identity(object),
            answers.representation(object, expiration),
            key,
            ObjectFetch.POLICY);
    Known found =
        new Known(
            expiration,
            resolution,
            chars(key, expiration),
            object.objectName().keyHash(),
            mark.sequence(),
            new HitCount());
    objects.compute(
        key,
        (_, before) -> {
          if (forgotten.get(stripe(key)) != mark.forgotten()) {
            return before;
          }
          var _ = without(before);
          chars.addAndGet(found.chars);
          return found;
        });
  }

  private static int chars(String key, Expiration expiration) {
    return key.length()
        + expiration.head().fields().lines().stream()
            .mapToInt(line -> line.name().length() + line.value().length())
            .sum();
  }

  /** Counts one less. */
  private @Nullable Known without(@Nullable Known known) {
    if (known != null) {
      chars.addAndGet(-known.chars);
    }
    return null;
  }

  /** What is stored of a key has changed, or will. */
  void forget(String key) {
    objects.compute(
        key,
        (_, known) -> {
          forgotten.incrementAndGet(stripe(key));
          return without(known);
        });
  }

  /** The resolution of a request for an object that is known to be fresh; else null. */
  @Nullable CachedResolution fresh(String key, OriginRequest request, long nowMillis) {
    Known known = objects.get(key);
    if (known == null
        || known.sequence != store.sequence()
        || !(Reuse.decide(known.expiration, request.fields(), nowMillis) instanceof Reuse.Fresh)) {
      return null;
    }
    if (known.hits.isCounted()) {
      store.requestedOpen(known.keyHash);
    }
    return known.resolution;
  }

  private static int stripe(String key) {
    return key.hashCode() & STRIPES - 1;
  }
}

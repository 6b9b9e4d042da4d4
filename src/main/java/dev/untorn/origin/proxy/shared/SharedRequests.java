package dev.untorn.origin.proxy.shared;

import dev.untorn.origin.proxy.fill.Fill;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the origin is being asked for: the requests that have no outcome yet, and the bodies that
 * are being fetched. Thread-safe.
 */
public final class SharedRequests {
  private record Validation(String key, String directives) {}

  private final ConcurrentMap<String, SharedRequest> fetches = new ConcurrentHashMap<>();
  private final ConcurrentMap<Validation, SharedRequest> validations = new ConcurrentHashMap<>();

  /** Of each key one for each value of its Vary, the newest first. */
  private final ConcurrentMap<String, List<Fill>> fills = new ConcurrentHashMap<>();

  /** Lets others wait for a fetch, unless there is one that it can wait for, which is returned. */
  public @Nullable SharedRequest fetch(String key, SharedRequest mine) {
    return share(fetches, key, mine);
  }

  public @Nullable SharedRequest fetchUnderWay(String key) {
    SharedRequest there = fetches.get(key);
    return there == null || there.isOver() ? null : there;
  }

  /** Likewise for a validation: one with the same directives. */
  public @Nullable SharedRequest validate(String key, SharedRequest mine) {
    return share(validations, new Validation(key, mine.directives()), mine);
  }

  /** Whether one with these directives is under way; false if they share with nobody. */
  public boolean isValidating(String key, Optional<String> directives) {
    SharedRequest there =
        directives.map(some -> validations.get(new Validation(key, some))).orElse(null);
    return there != null && !there.isOver();
  }

  private static <K> @Nullable SharedRequest share(
      ConcurrentMap<K, SharedRequest> all, K key, SharedRequest mine) {
    // One with an outcome may still be there: who waited for it is told before it is removed.
    SharedRequest shared =
        all.compute(key, (_, there) -> there == null || there.isOver() ? mine : there);
    if (!shared.equals(mine)) {
      return shared;
    }
    var _ = mine.outcome().thenAccept(_ -> all.remove(key, mine));
    return null;
  }

  /** A body is being fetched, and may be read by others if it is wanted still. */
  public void begun(Fill fill, BooleanSupplier isWanted) {
    fills.compute(fill.key(), (_, before) -> isWanted.getAsBoolean() ? with(fill, before) : before);
    var _ = fill.ended().thenAccept(_ -> over(fill));
  }

  private static List<Fill> with(Fill fill, @Nullable List<Fill> before) {
    Stream<Fill> others =
        before == null
            ? Stream.empty()
            : before.stream()
                .filter(each -> !each.head().selecting().equals(fill.head().selecting()));
    return Stream.concat(Stream.of(fill), others).toList();
  }

  /** Nobody more reads this body. */
  public void over(Fill fill) {
    fills.computeIfPresent(
        fill.key(),
        (_, all) -> {
          List<Fill> others = all.stream().filter(each -> !each.equals(fill)).toList();
          return others.isEmpty() ? null : others;
        });
  }

  /** The bodies of a key that are being fetched, the newest first. */
  public List<Fill> filling(String key) {
    return fills.getOrDefault(key, List.of());
  }

  /** Who asks from now on joins nothing that is under way. */
  public void forget(String key) {
    fetches.remove(key);
    fills.remove(key);
  }
}

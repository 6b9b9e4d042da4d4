package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.proxy.digest.Disproof.Claim;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose bytes are not those of a digest that their origin names. Each is refused for a
 * while ({@code proxy.negative}). After that, while the origin says of both what it said before, it
 * is fetched as a whole only now and then: it would be fetched for nothing. Kept in memory.
 * Thread-safe.
 */
public final class Disproofs {
  /** Few are wrong at a time; of more, the one that was noted first is fetched again. */
  private static final int OBJECTS_MAX = 1000;

  /** The first pause between fetches of the whole, unless failures are kept for longer. */
  private static final long PAUSE_MILLIS_MIN = TimeUnit.SECONDS.toMillis(30);

  /**
   * The longest, to which it doubles: an origin may repair bytes and go on to say of them what it
   * said before.
   */
  private static final long PAUSE_MILLIS_MAX = TimeUnit.HOURS.toMillis(1);

  private record Entry(
      Disproof disproof, long pauseMillis, long refusedUntilMillis, long fetchedAgainMillis) {
    Entry refusedUntil(long millis) {
      return new Entry(disproof, pauseMillis, millis, fetchedAgainMillis);
    }
  }

  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  public Disproofs(InstantSource clock) {
    this.clock = clock;
  }

  /** Why an object is refused, for its client; empty if it is not. */
  public synchronized Optional<String> refusal(String key) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> clock.millis() < entry.refusedUntilMillis)
        .map(entry -> entry.disproof.forClients());
  }

  /**
   * The same once the origin has answered, before the body is fetched: whether all that it says is
   * as before. Never exceptional.
   *
   * @param inHead the digests in the answer's head
   * @param beside asks for the file beside the object
   */
  public CompletionStage<Optional<String>> refusal(
      String key,
      Claim claim,
      Set<NamedDigest> inHead,
      Supplier<Sidecar> beside,
      long negativeMillis) {
    Entry entry = fetchedInVain(key, claim);
    if (entry == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    NamedDigest named = entry.disproof.named();
    return inHead.contains(named)
        ? CompletableFuture.completedFuture(refused(key, entry, negativeMillis))
        : beside
            .get()
            .digest()
            .thenApply(again ->
                again.equals(Optional.of(named))
                    ? refused(key, entry, negativeMillis)
                    : Optional.empty());
  }

  private synchronized @Nullable Entry fetchedInVain(String key, Claim claim) {
    Entry entry = entries.get(key);
    return entry != null
            && entry.disproof.claim().equals(claim)
            && claim.tellsChanges()
            && clock.millis() < entry.fetchedAgainMillis
        ? entry
        : null;
  }

  private synchronized Optional<String> refused(String key, Entry entry, long negativeMillis) {
    var _ = entries.replace(key, entry, entry.refusedUntil(clock.millis() + negativeMillis));
    return Optional.of(entry.disproof.forClients());
  }

  /** An object was fetched, and is refused for a while. */
  synchronized void note(String key, Disproof disproof, long negativeMillis) {
    Entry before = entries.remove(key);
    long pauseMillis =
        before != null
                && before.disproof.claim().equals(disproof.claim())
                && before.disproof.named().equals(disproof.named())
            ? Math.min(PAUSE_MILLIS_MAX, 2 * before.pauseMillis)
            : Math.max(PAUSE_MILLIS_MIN, negativeMillis);
    if (entries.size() >= OBJECTS_MAX) {
      entries.remove(entries.keySet().iterator().next());
    }
    long now = clock.millis();
    entries.put(key, new Entry(disproof, pauseMillis, now + negativeMillis, now + pauseMillis));
  }

  /** It is fetched again when it is next requested. */
  public void forget(String key) {
    forget(key::equals);
  }

  /** As {@link #forget(String)}, of all keys that a predicate accepts. */
  public synchronized void forget(Predicate<String> keys) {
    entries.keySet().removeIf(keys);
  }
}

package dev.untorn.version.digest;

import dev.untorn.semantics.DigestAlgorithm;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One version's digests, each computed once, unless it failed. Thread-safe. */
public final class Digests {
  private final Map<DigestAlgorithm, CompletableFuture<Optional<Digest>>> known =
      new EnumMap<>(DigestAlgorithm.class);

  /** The digest; {@code computation} starts it, and completes its argument on any thread. */
  CompletableFuture<Optional<Digest>> get(
      DigestAlgorithm algorithm, Consumer<CompletableFuture<Optional<Digest>>> computation) {
    CompletableFuture<Optional<Digest>> mine = new CompletableFuture<>();
    synchronized (this) {
      CompletableFuture<Optional<Digest>> others = known.putIfAbsent(algorithm, mine);
      if (others != null) {
        return others;
      }
    }
    var _ =
        mine.thenAccept(digest -> {
          if (digest.isEmpty()) {
            forget(algorithm);
          }
        });
    computation.accept(mine);
    return mine;
  }

  /** Keeps a digest computed elsewhere. */
  public synchronized void keep(Digest digest) {
    known.put(digest.algorithm(), CompletableFuture.completedFuture(Optional.of(digest)));
  }

  private synchronized void forget(DigestAlgorithm algorithm) {
    known.remove(algorithm);
  }
}

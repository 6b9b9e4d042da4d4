package dev.untorn.version.digest;

import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes digests of versions off the event loop, from memory, or from a private file once its
 * copy is proved. A live file has no digest: its bytes may change before they are sent.
 * Thread-safe.
 */
public final class Digester {
  private static final Logger LOG = LoggerFactory.getLogger(Digester.class);

  /** Hashed in a few milliseconds; slower tasks must not keep workers from opening files. */
  private static final long QUICK_MAX_BYTES = 4 << 20;

  private final Executor quick;
  private final Executor slow;
  private volatile boolean ending;

  /** {@code quick} is for tasks of milliseconds, {@code slow} of minutes; both may reject tasks. */
  public Digester(Executor quick, Executor slow) {
    this.quick = quick;
    this.slow = slow;
  }

  /** Gives up digests under way, and starts no more. */
  public void end() {
    ending = true;
  }

  /** A whole version's digest, kept with it; empty if none. Needs the hold only during the call. */
  public CompletableFuture<Optional<Digest>> whole(Hold hold, DigestAlgorithm algorithm) {
    if (hold.version().body() instanceof Body.Live) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return hold.digests()
        .get(
            algorithm, result -> compute(hold, algorithm, 0, hold.version().lengthBytes(), result));
  }

  /** The digest of some bytes; not kept. Otherwise as {@link #whole}. */
  public CompletableFuture<Optional<Digest>> part(
      Hold hold, DigestAlgorithm algorithm, long first, long lengthBytes) {
    CompletableFuture<Optional<Digest>> result = new CompletableFuture<>();
    compute(hold, algorithm, first, lengthBytes, result);
    return result;
  }

  private void compute(
      Hold asking,
      DigestAlgorithm algorithm,
      long first,
      long lengthBytes,
      CompletableFuture<Optional<Digest>> result) {
    // The caller may close its hold sooner.
    Hold own = asking.another();
    var _ = result.whenComplete((_, _) -> own.close());
    own.version()
        .body()
        .whenOver(() -> {
          try {
            (lengthBytes <= QUICK_MAX_BYTES ? quick : slow)
                .execute(() -> result.complete(hash(own, algorithm, first, lengthBytes)));
          } catch (RejectedExecutionException e) {
            result.complete(Optional.empty()); // The digest is optional: not worth waiting for.
          }
        });
  }

  private Optional<Digest> hash(
      Hold hold, DigestAlgorithm algorithm, long first, long lengthBytes) {
    try {
      return BodyHash.of(hold.version().body(), algorithm, first, lengthBytes, () -> ending)
          .map(hash -> Digest.of(algorithm, hash));
    } catch (IOException | RuntimeException e) {
      LOG.warn("a digest of {} failed: {}", PathBytes.text(hold.name()), e.toString());
      return Optional.empty();
    }
  }
}

package dev.untorn.origin;

import dev.untorn.version.OpenFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A source of files. Thread-safe.
 *
 * <p>An event loop first tries the methods that never block ({@link #confirm}, {@link #isAbsent},
 * {@link #openAtOnce}), then {@link #resolve}. All failures are {@link Resolution}s, not
 * exceptions.
 */
public interface Origin extends AutoCloseable {
  /** Whether it answers all methods, and paths that no file can have. */
  default boolean relays() {
    return false;
  }

  /**
   * The cached resolution, if the origin can confirm it without blocking; else null. For the event
   * loop, which shares it among requests with the same target and codings, whether they want a page
   * or not.
   */
  @Nullable CachedResolution confirm(OriginRequest request);

  /** Whether {@link #resolve} would surely give {@link Resolution.Missing}. For the event loop. */
  boolean isAbsent(OriginRequest request);

  /**
   * Opens the file that {@link #resolve} would find, if that needs no blocking. For the event loop.
   * The receiver closes the file.
   *
   * @param cachedResolution the result of a {@link #confirm} just before
   * @return null if that cannot be known at once; then call {@link #resolve}
   */
  @Nullable OpenFile openAtOnce(OriginRequest request, @Nullable CachedResolution cachedResolution);

  /**
   * Resolves a target. Never blocks. A stage with an open file completes on a thread that may
   * block; others on any thread. The receiver closes the source, even if the request was cancelled.
   */
  CompletionStage<Resolution> resolve(OriginRequest request);

  /** Ends the use of what is stored. Never blocks. */
  default CompletionStage<Purge> purge(PurgeScope scope) {
    return CompletableFuture.completedFuture(new Purge.Unsupported());
  }

  /** Releases what has not been used since the last call. May block. */
  void tidy();

  /** Releases everything. Sources handed out stay open. */
  @Override
  void close();
}

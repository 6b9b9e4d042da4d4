package dev.untorn.origin;

import dev.untorn.version.OpenFile;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where files come from. Thread-safe.
 *
 * <p>An event loop asks first what needs no waiting ({@link #confirm}, {@link #isAbsent}, {@link
 * #openAtOnce}), then has the target resolved. Whatever comes of that is a {@link Resolution}, not
 * an exception.
 */
public interface Origin extends AutoCloseable {
  /**
   * What a target leads to, if the origin has told that before and knows, without waiting, that it
   * holds still. For the event loop.
   *
   * @return null if something differs or is not known; then {@link #resolve} tells
   */
  @Nullable CachedResolution confirm(OriginRequest request);

  /**
   * Whether the origin knows, without waiting, that {@link #resolve} would give {@link
   * Resolution.Missing}. For the event loop.
   */
  boolean isAbsent(OriginRequest request);

  /**
   * Opens what {@link #resolve} would find, if that needs no waiting. For the event loop. The
   * receiver closes the file.
   *
   * @param cachedResolution what {@link #confirm} has just said of the target
   * @return null if it cannot be told at once; then {@link #resolve} tells
   */
  @Nullable OpenFile openAtOnce(OriginRequest request, @Nullable CachedResolution cachedResolution);

  /**
   * Finds what a target names. Never blocks. A stage that has an open file is completed on a thread
   * that may block; any other on any thread. The receiver closes what was found, whether or not
   * anybody still wants it.
   */
  CompletionStage<Resolution> resolve(OriginRequest request);

  /** Lets go of what has not been used since this was called before. May block. */
  void tidy();

  /** Lets go of everything. Sources handed out stay open. */
  @Override
  void close();
}

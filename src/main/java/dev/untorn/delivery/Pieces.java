package dev.untorn.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A body that is made piece by piece while it is sent, of a length that is known before. Closed by
 * whoever sends it, once.
 */
public interface Pieces extends AutoCloseable {
  /** Of all pieces together. */
  long lengthBytes();

  /** The next piece, small enough to be made between two others' answers; null after the last. */
  byte @Nullable [] next();

  @Override
  void close();
}

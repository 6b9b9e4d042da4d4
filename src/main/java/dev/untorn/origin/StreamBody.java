package dev.untorn.origin;

import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/**
 * A body of no version, generated or received while it is sent. The sender closes it once. For the
 * event loop of its client.
 */
public interface StreamBody extends AutoCloseable {
  sealed interface Piece {
    /** The receiver owns the bytes. */
    record Bytes(ByteBuf bytes) implements Piece {}

    /** Nothing yet. */
    record Later() implements Piece {}

    /** The body is complete. */
    record End() implements Piece {}

    /** The rest will not come: no client may take what it has for all. */
    record Broken() implements Piece {}
  }

  /** The length of the body; empty if unknown. */
  OptionalLong lengthBytes();

  /**
   * Whether its end is known from anything but its connection's end. If not, it must be sent so
   * that its receiver knows no more: a last chunk would prove what nobody has.
   */
  default boolean isFramed() {
    return true;
  }

  /** The next piece, small enough to be made between two responses of others. */
  Piece next();

  /** After {@link Piece.Later}: runs a task, on any thread, when there is another piece. */
  void whenReady(Runnable task);

  @Override
  void close();
}

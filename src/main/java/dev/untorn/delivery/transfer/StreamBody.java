package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/** A body generated while it is sent. The sender closes it once. Event loop only. */
public interface StreamBody extends AutoCloseable {
  sealed interface Piece {
    /** The receiver owns the bytes. */
    record Bytes(ByteBuf bytes) implements Piece {}

    /** Nothing yet. */
    record Later() implements Piece {}

    /** The body is complete. */
    record End() implements Piece {}

    /** The body cannot be completed. */
    record Broken(Ending why) implements Piece {}
  }

  /** The length of the body; empty if unknown. */
  OptionalLong lengthBytes();

  /** The next piece, small enough to be made between two responses of others. */
  Piece next();

  /** After {@link Piece.Later}: runs a task, on any thread, when there is another piece. */
  void whenReady(Runnable task);

  @Override
  void close();
}

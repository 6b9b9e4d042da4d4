package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/**
 * A body that is produced while it is sent; it need not belong to a version. The sender closes it
 * once. Event loop only.
 */
public interface StreamBody extends AutoCloseable {
  /** What comes next. */
  sealed interface Piece {
    /** Some of it; whoever asked owns the bytes. */
    record Bytes(ByteBuf bytes) implements Piece {}

    /** Nothing yet. */
    record Later() implements Piece {}

    /** All of it has been given, and it is whole. */
    record End() implements Piece {}

    /** It will never be whole. */
    record Broken(Ending why) implements Piece {}
  }

  /** Of all bytes together; empty where only the end tells. */
  OptionalLong lengthBytes();

  /** The next piece, small enough to be made between two others' responses. */
  Piece next();

  /** After {@link Piece.Later}: runs a task, on any thread, when there is something else. */
  void whenReady(Runnable task);

  @Override
  void close();
}

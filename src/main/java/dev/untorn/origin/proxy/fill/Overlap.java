package dev.untorn.origin.proxy.fill;

import java.nio.ByteBuffer;

/** What a broken body ended with, and its continuation must begin with. */
final class Overlap {
  private final ByteBuffer stored;

  Overlap(ByteBuffer stored) {
    this.stored = stored;
  }

  /** Whether all of it was compared. */
  boolean isOver() {
    return !stored.hasRemaining();
  }

  /** Compares what is stored already with a piece's beginning, and passes over both. */
  boolean beginsWithin(ByteBuffer piece) {
    int length = Math.min(piece.remaining(), stored.remaining());
    ByteBuffer again = piece.slice(piece.position(), length);
    ByteBuffer before = stored.slice(stored.position(), length);
    piece.position(piece.position() + length);
    stored.position(stored.position() + length);
    return again.equals(before);
  }
}

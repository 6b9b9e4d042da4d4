package dev.untorn.origin.proxy.bucket;

import dev.untorn.origin.StreamBody;
import java.util.OptionalLong;

/** A body without a byte. */
record NoBody() implements StreamBody {
  @Override
  public OptionalLong lengthBytes() {
    return OptionalLong.of(0);
  }

  @Override
  public Piece next() {
    return new Piece.End();
  }

  @Override
  public void whenReady(Runnable task) {
    task.run();
  }

  @Override
  public void close() {}
}

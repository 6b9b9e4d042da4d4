package dev.untorn.origin.proxy.body;

import dev.untorn.origin.StreamBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A small stored body that is sent as a stream. */
final class MemoryBody implements StreamBody {
  private final ByteBuffer bytes;
  private final OptionalLong lengthBytes;
  private final Runnable release;

  /** {@code release} is called once, when the bytes are not needed any more. */
  MemoryBody(ByteBuffer bytes, Runnable release) {
    this.bytes = bytes.duplicate();
    this.lengthBytes = OptionalLong.of(bytes.remaining());
    this.release = release;
  }

  @Override
  public OptionalLong lengthBytes() {
    return lengthBytes;
  }

  @Override
  public Piece next() {
    if (!bytes.hasRemaining()) {
      return new Piece.End();
    }
    ByteBuf copy = Unpooled.copiedBuffer(bytes); // The memory may be freed before it is sent.
    bytes.position(bytes.limit());
    return new Piece.Bytes(copy);
  }

  @Override
  public void whenReady(Runnable task) {
    throw new IllegalStateException("a body in memory is always ready");
  }

  @Override
  public void close() {
    release.run();
  }
}

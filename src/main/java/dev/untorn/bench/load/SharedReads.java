package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * All reads of one event loop go to the same buffer: each is looked at before the next, and nobody
 * keeps it.
 */
final class SharedReads extends DefaultMaxMessagesRecvByteBufAllocator {
  /** A connection with much to read lets others have a turn. */
  private static final int READS_PER_TURN = 16;

  private final ByteBuf buffer;

  /**
   * Reads to a buffer.
   *
   * @param buffer direct; its size is that of a read. Owned by the caller
   */
  SharedReads(ByteBuf buffer) {
    super(READS_PER_TURN);
    this.buffer = buffer;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public ByteBuf allocate(ByteBufAllocator unused) {
        return buffer.clear().retain();
      }

      @Override
      public int guess() {
        return buffer.capacity();
      }
    };
  }
}

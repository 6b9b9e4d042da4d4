package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.linux.NativeMemory;
import java.nio.ByteBuffer;

/**
 * The bytes of the next change. Memory is reused: for a large file, new buffers would exhaust
 * direct memory before the collector frees any. For one thread.
 */
final class VersionBuffer implements AutoCloseable {
  private final BlockPattern pattern;
  private NativeMemory memory = NativeMemory.allocate(0);
  private int sizeBytes;

  VersionBuffer(BlockPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * The buffer is valid until the next call.
   *
   * @param offset of a block's first byte
   * @param partBytes whole blocks, or up to the body's end
   */
  ByteBuffer part(long version, long lengthBytes, long offset, int partBytes) {
    if (partBytes > sizeBytes) {
      close();
      memory = NativeMemory.allocate(partBytes);
      sizeBytes = partBytes;
    }
    ByteBuffer to = memory.buffer().limit(partBytes);
    pattern.write(to, version, lengthBytes, offset);
    return to.flip();
  }

  @Override
  public void close() {
    memory.free();
    sizeBytes = 0;
  }
}

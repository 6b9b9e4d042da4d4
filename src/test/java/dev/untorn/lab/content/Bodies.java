package dev.untorn.lab.content;

import java.nio.ByteBuffer;

/** Bodies as a pattern has them. */
public final class Bodies {
  private Bodies() {}

  /** The whole body of a version, in a direct buffer ready to be read. */
  public static ByteBuffer of(BlockPattern pattern, long version, int lengthBytes) {
    ByteBuffer to = ByteBuffer.allocateDirect(lengthBytes);
    pattern.write(to, version, lengthBytes, 0);
    return to.flip();
  }
}

package dev.untorn.delivery.transfer;

import java.nio.ByteBuffer;

/**
 * Memory of each event loop through which go bytes that must not, or cannot (a sandbox, an odd
 * filesystem), or had better not be sent by reference. Its contents last no longer than a call.
 */
final class CopyBuffer {
  /** What fits into a processor's cache. */
  private static final int SIZE_BYTES = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> OWN =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE_BYTES));

  private CopyBuffer() {}

  /** The calling loop's, direct and empty, with room for so much or for as much as there is. */
  static ByteBuffer ofThisLoop(long wantedBytes) {
    ByteBuffer bytes = OWN.get();
    return bytes.clear().limit((int) Math.min(SIZE_BYTES, wantedBytes));
  }
}

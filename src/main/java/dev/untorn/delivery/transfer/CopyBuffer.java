package dev.untorn.delivery.transfer;

import java.nio.ByteBuffer;

/**
 * An event loop's buffer for bytes that are copied: because they must not be sent by reference,
 * because sendfile is refused (by a sandbox or a filesystem), or because copying is faster. Its
 * contents are valid until the next call.
 */
final class CopyBuffer {
  /** Fits into a CPU's cache. */
  private static final int SIZE_BYTES = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> OWN =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE_BYTES));

  private CopyBuffer() {}

  /** The calling loop's buffer, direct and empty, with at most the room wanted. */
  static ByteBuffer ofThisLoop(long wantedBytes) {
    ByteBuffer bytes = OWN.get();
    return bytes.clear().limit((int) Math.min(SIZE_BYTES, wantedBytes));
  }
}

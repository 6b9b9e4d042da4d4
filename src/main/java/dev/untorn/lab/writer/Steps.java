package dev.untorn.lab.writer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/** Writing in steps, as programs with a buffer do. */
final class Steps {
  /** What cp, rsync and most programs with large buffers use or come near to. */
  static final int STEP_BYTES = 64 * 1024;

  private Steps() {}

  /** Writes all from the file's start, one call for each step. */
  static void write(FileChannel to, ByteBuffer body, int stepBytes, long pauseNanos)
      throws IOException {
    int end = body.limit();
    while (body.position() < end) {
      body.limit(body.position() + Math.min(end - body.position(), stepBytes));
      writeAt(to, body, body.position());
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
  }

  /** Writes a buffer at an offset: one call, unless the kernel takes less. */
  static void writeAt(FileChannel to, ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += to.write(bytes, at);
    }
  }
}

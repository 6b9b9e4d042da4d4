package dev.untorn.http.accesslog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Lines on their way to a device. Used by one thread. */
final class AccessLogBatch extends ByteArrayOutputStream {
  /** A view of the lines, without a copy; until the next line is appended. */
  ByteBuffer view() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}

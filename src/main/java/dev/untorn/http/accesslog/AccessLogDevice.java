package dev.untorn.http.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes log lines. Used by one thread. */
interface AccessLogDevice extends AutoCloseable {
  /** Writes; may block. Even after a failure, the position is behind what was written. */
  void write(ByteBuffer lines) throws IOException;

  /** Has the next write check whether the file was renamed. Any thread. */
  default void reopen() {}

  @Override
  void close() throws IOException;
}

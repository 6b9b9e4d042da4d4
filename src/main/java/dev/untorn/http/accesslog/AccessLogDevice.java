package dev.untorn.http.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines are written. Used by one thread. */
interface AccessLogDevice extends AutoCloseable {
  /**
   * Writes bytes; may block.
   *
   * @param lines its position is behind what was written, after a failure as well
   */
  void write(ByteBuffer lines) throws IOException;

  /** Checks before the next line whether the file was renamed. Any thread. */
  void reopen();

  @Override
  void close() throws IOException;
}

package dev.untorn.http.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines are written. Used by one thread. */
interface AccessLogDevice extends AutoCloseable {
  /**
   * Writes bytes; may block.
   *
   * @param lines whose position tells, after a failure as well, how far it came
   */
  void write(ByteBuffer lines) throws IOException;

  /** Before the next line, looks whether its file was renamed. Any thread. */
  void reopen();

  @Override
  void close() throws IOException;
}

package dev.untorn.lab.writer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How a writer changes its file. */
@FunctionalInterface
interface FileChange {
  /**
   * Makes bytes the file's at an offset, and tells the timer when the last was written. Where the
   * bytes are a whole version, the offset is 0.
   */
  void make(ByteBuffer bytes, long offset, CommitTimer timer) throws IOException;

  /** Whether any byte is changed; if not, state 0 stays. */
  default boolean changesBytes() {
    return true;
  }

  default void close() throws IOException {}
}

package dev.untorn.lab.writer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How a writer changes its file. */
@FunctionalInterface
interface FileChange {
  /**
   * Writes bytes at an offset (0 for a whole version), and tells the timer when the last was
   * written.
   */
  void make(ByteBuffer bytes, long offset, CommitTimer timer) throws IOException;

  /** Otherwise the file stays in state 0. */
  default boolean changesBytes() {
    return true;
  }

  default void close() throws IOException {}
}

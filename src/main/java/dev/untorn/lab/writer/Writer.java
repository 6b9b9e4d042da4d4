package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;

/** Changes a file, again and again. For one thread. */
public sealed interface Writer extends AutoCloseable
    permits WholeFile, Append, ShrinkGrow, LineFlip, MetadataOnly {
  /**
   * Makes what the next change needs, so that the change itself is not slowed down by it.
   *
   * @param state one more than the last
   */
  void prepare(long state);

  /** Makes the change that was prepared. */
  Commit change(long state) throws IOException;

  /** Frees what the writer holds. Buffers of its changes are used no more. */
  @Override
  default void close() throws IOException {}
}

package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Changes a file, again and again. For one thread. */
public final class Writer implements AutoCloseable {
  private final LabFile file;
  private final StateModel model;
  private final FileChange change;
  private final VersionBuffer buffer;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  Writer(LabFile file, StateModel model, FileChange change) {
    this.file = file;
    this.model = model;
    this.change = change;
    this.buffer = new VersionBuffer(file.pattern());
  }

  /**
   * Makes what the next change needs, so that the change itself is not slowed down by it.
   *
   * @param state one more than the last
   */
  public void prepare(long state) {
    if (change.changesBytes()) {
      long length = model.lengthBytes(state);
      bytes = buffer.part(state, length, model.changeOffset(state), model.changeBytes(state));
    }
  }

  /** Makes the change that was prepared. */
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(change.changesBytes() ? state : 0);
    change.make(bytes, model.changeOffset(state), timer);
    return timer.committed(file.path());
  }

  /** Frees what the writer holds. */
  @Override
  public void close() throws IOException {
    buffer.close();
    change.close();
  }
}

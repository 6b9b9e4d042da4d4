package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.FileChanges.FileChange;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Changes a file repeatedly. For one thread. */
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
   * Prepares the bytes of the next change outside its timed part.
   *
   * @param state one more than the last
   */
  public void prepare(long state) {
    if (change.changesBytes()) {
      long length = model.lengthBytes(state);
      bytes = buffer.part(state, length, model.changeOffset(state), model.changeBytes(state));
    }
  }

  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(change.changesBytes() ? state : 0);
    change.make(bytes, model.changeOffset(state), timer);
    return timer.committed(file.path());
  }

  @Override
  public void close() throws IOException {
    buffer.close();
    change.close();
  }
}

package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.FileChanges.FileChange;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Changes a file repeatedly. For one thread. */
public final class Writer implements AutoCloseable {
  private final WriterKind kind;
  private final LabFile file;
  private final StateModel model;
  private final FileChange change;
  private final VersionBuffer buffer;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  Writer(WriterKind kind, LabFile file) throws IOException {
    this.kind = kind;
    this.file = file;
    this.model = kind.model(file);
    this.change = FileChanges.of(kind, file);
    this.buffer = new VersionBuffer(file.pattern());
  }

  /**
   * Prepares the bytes of the next change outside its timed part.
   *
   * @param state one more than the last
   */
  public void prepare(long state) {
    if (kind.changesBytes()) {
      long length = model.lengthBytes(state);
      bytes = buffer.part(state, length, model.changeOffset(state), model.changeBytes(state));
    }
  }

  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(kind.changesBytes() ? state : 0);
    change.make(bytes, model.changeOffset(state), timer);
    return timer.committed(file.path());
  }

  @Override
  public void close() throws IOException {
    buffer.close();
    change.close();
  }
}

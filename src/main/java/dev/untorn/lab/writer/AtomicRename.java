package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes aside and renames over: what everybody recommends. */
final class AtomicRename implements Writer {
  private final Site site;
  private ByteBuffer body = ByteBuffer.allocate(0);

  AtomicRename(Site site) {
    this.site = site;
  }

  @Override
  public void prepare(long state) {
    body = site.pattern().body(state, site.sizeBytes());
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    timer.by(Commit.Way.RENAMED_OVER);
    try (FileChannel channel =
        FileChannel.open(site.aside(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      Steps.write(channel, body, Steps.STEP_BYTES, 0);
    }
    timer.written();
    Files.move(site.aside(), site.file(), StandardCopyOption.ATOMIC_MOVE);
    return timer.committed(site.file());
  }
}

package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Opens the file, overwrites it from the start without truncating it, closes it. */
final class InPlace implements Writer {
  private final Site site;
  private final int stepBytes;
  private ByteBuffer body = ByteBuffer.allocate(0);

  InPlace(Site site, int stepBytes) {
    this.site = site;
    this.stepBytes = stepBytes;
  }

  @Override
  public void prepare(long state) {
    body = site.pattern().body(state, site.sizeBytes());
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    try (FileChannel channel = timer.open(site.file(), StandardOpenOption.WRITE)) {
      Steps.write(channel, body, stepBytes, 0);
      timer.written();
    }
    return timer.committed(site.file());
  }
}

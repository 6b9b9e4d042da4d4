package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Opens the file, changes one line of it, closes it. */
final class LineFlip implements Writer {
  private final Site site;
  private final Flipping course;
  private ByteBuffer line = ByteBuffer.allocate(0);

  LineFlip(Site site, Flipping course) {
    this.site = site;
    this.course = course;
  }

  private long offsetOf(long state) {
    return (long) course.blockOf(state) * BlockPattern.BLOCK_BYTES;
  }

  @Override
  public void prepare(long state) {
    line = site.pattern().part(state, site.sizeBytes(), offsetOf(state), BlockPattern.BLOCK_BYTES);
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    try (FileChannel channel = timer.open(site.file(), StandardOpenOption.WRITE)) {
      Steps.writeAt(channel, line, offsetOf(state));
      timer.written();
    }
    return timer.committed(site.file());
  }
}

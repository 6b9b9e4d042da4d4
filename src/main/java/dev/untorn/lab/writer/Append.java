package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log: lines are added; when it is full, a new one is renamed into its place. */
final class Append implements Writer {
  private final Site site;
  private final Appending course;
  private final Draft draft;
  private ByteBuffer added = ByteBuffer.allocate(0);
  private boolean isNewLog;

  Append(Site site, Appending course) {
    this.site = site;
    this.course = course;
    this.draft = new Draft(site.pattern());
  }

  @Override
  public void prepare(long state) {
    long length = course.lengthBytes(state);
    long before = course.lengthBytes(state - 1);
    isNewLog = length < before;
    long from = isNewLog ? 0 : before;
    added = draft.part(state, length, from, Math.toIntExact(length - from));
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    if (isNewLog) {
      timer.by(Commit.Way.RENAMED_OVER);
      try (FileChannel channel =
          FileChannel.open(site.aside(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        Steps.writeAt(channel, added, 0);
      }
      timer.written();
      Files.move(site.aside(), site.file(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      long end = course.lengthBytes(state) - added.remaining();
      try (FileChannel channel = timer.open(site.file(), StandardOpenOption.WRITE)) {
        Steps.writeAt(channel, added, end);
        timer.written();
      }
    }
    return timer.committed(site.file());
  }

  @Override
  public void close() {
    draft.close();
  }

  /** Lines of a log: a page of them at a time. */
  static final int STEP_BLOCKS = 4096 / BlockPattern.BLOCK_BYTES;
}

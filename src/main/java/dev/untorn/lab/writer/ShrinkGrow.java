package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/** Half as long, then as long again: sets the new length first, then overwrites from the start. */
final class ShrinkGrow implements Writer {
  private final Site site;
  private final Course course;
  private final Draft draft;
  private ByteBuffer body = ByteBuffer.allocate(0);

  ShrinkGrow(Site site, Course course) {
    this.site = site;
    this.course = course;
    this.draft = new Draft(site.pattern());
  }

  @Override
  public void prepare(long state) {
    body = draft.body(state, course.lengthBytes(state));
  }

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(state);
    try (RandomAccessFile file = timer.openForUpdate(site.file())) {
      file.setLength(course.lengthBytes(state));
      Steps.write(file.getChannel(), body, Steps.STEP_BYTES, 0);
      timer.written();
    }
    return timer.committed(site.file());
  }

  @Override
  public void close() {
    draft.close();
  }
}

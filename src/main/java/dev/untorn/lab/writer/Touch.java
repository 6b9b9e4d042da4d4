package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Sets the file's times and changes no byte: state 0 stays. */
final class Touch implements Writer {
  private final Site site;

  Touch(Site site) {
    this.site = site;
  }

  @Override
  public void prepare(long state) {}

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(0);
    Files.setLastModifiedTime(site.file(), FileTime.from(Instant.now()));
    timer.written();
    return timer.committed(site.file());
  }
}

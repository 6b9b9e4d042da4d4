package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;

/** Changes what the inode says of the file, and no byte: state 0 stays. */
final class MetadataOnly implements Writer {
  private final Site site;
  private final Act act;

  /** What is changed. */
  enum Act {
    TIMES {
      @Override
      void on(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
    },
    /** A permission that no reader needs comes and goes. */
    MODE {
      @Override
      void on(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!mode.remove(PosixFilePermission.OWNER_EXECUTE)) {
          mode.add(PosixFilePermission.OWNER_EXECUTE);
        }
        Files.setPosixFilePermissions(file, mode);
      }
    };

    abstract void on(Path file) throws IOException;
  }

  MetadataOnly(Site site, Act act) {
    this.site = site;
    this.act = act;
  }

  @Override
  public void prepare(long state) {}

  @Override
  public Commit change(long state) throws IOException {
    CommitTimer timer = new CommitTimer(0);
    act.on(site.file());
    timer.written();
    return timer.committed(site.file());
  }
}

package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Writes the file from nothing: truncated by its open, or new after the old one was unlinked. */
final class Rewrite extends WholeFile {
  /** Where the new bytes go. */
  enum Into {
    /** The same inode, truncated: shell redirection, most programs' "save". */
    TRUNCATED(StandardOpenOption.TRUNCATE_EXISTING),
    /** A new inode under the name, with pauses: cp, scp and uploads. */
    NEW_NAME(StandardOpenOption.CREATE_NEW);

    private final StandardOpenOption how;

    Into(StandardOpenOption how) {
      this.how = how;
    }
  }

  private final Into into;

  Rewrite(Site site, Into into) {
    super(site);
    this.into = into;
  }

  @Override
  void put(ByteBuffer bytes, Site site, CommitTimer timer) throws IOException {
    if (into == Into.NEW_NAME) {
      timer.by(Commit.Way.NEW_FILE);
      Files.delete(site.file());
    }
    try (FileChannel channel = timer.open(site.file(), StandardOpenOption.WRITE, into.how)) {
      long pauseNanos = into == Into.NEW_NAME ? site.stepPauseNanos() : 0;
      Steps.write(channel, bytes, Steps.STEP_BYTES, pauseNanos);
      timer.written();
    }
  }
}

package dev.untorn.lab.writer;

import dev.untorn.lab.history.Commit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes aside and renames over: what everybody recommends. */
final class AtomicRename extends WholeFile {
  AtomicRename(Site site) {
    super(site);
  }

  @Override
  void put(ByteBuffer bytes, Site site, CommitTimer timer) throws IOException {
    timer.by(Commit.Way.RENAMED_OVER);
    try (FileChannel channel =
        FileChannel.open(site.aside(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      Steps.write(channel, bytes, Steps.STEP_BYTES, 0);
    }
    timer.written();
    Files.move(site.aside(), site.file(), StandardCopyOption.ATOMIC_MOVE);
  }
}

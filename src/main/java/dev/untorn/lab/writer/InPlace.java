package dev.untorn.lab.writer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Opens the file, overwrites it from the start without truncating it, closes it. */
final class InPlace extends WholeFile {
  private final int stepBytes;

  InPlace(Site site, int stepBytes) {
    super(site);
    this.stepBytes = stepBytes;
  }

  @Override
  void put(ByteBuffer bytes, Site site, CommitTimer timer) throws IOException {
    try (FileChannel channel = timer.open(site.file(), StandardOpenOption.WRITE)) {
      Steps.write(channel, bytes, stepBytes, 0);
      timer.written();
    }
  }
}

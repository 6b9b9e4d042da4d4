package dev.untorn.lab.writer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Overwrites the file in place, and never closes it: databases and images of disks. */
final class HeldOpen extends WholeFile {
  private final FileChannel channel;
  private long openWaitNanos;

  HeldOpen(Site site) throws IOException {
    super(site);
    long before = System.nanoTime();
    channel = FileChannel.open(site.file(), StandardOpenOption.WRITE);
    openWaitNanos = System.nanoTime() - before;
  }

  @Override
  void put(ByteBuffer bytes, Site site, CommitTimer timer) throws IOException {
    timer.waited(openWaitNanos);
    openWaitNanos = 0; // Only its first change waited for anybody.
    Steps.write(channel, bytes, Steps.STEP_BYTES, 0);
    timer.written();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      super.close();
    }
  }
}

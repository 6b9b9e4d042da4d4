package dev.untorn.server.probe;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Tests how fine a file's timestamps are: compares them before and after each of many writes. */
final class Timestamps {
  /** Takes some milliseconds; a coarse clock ticks every 1 to 10 ms. */
  private static final int WRITES = 1000;

  private Timestamps() {}

  /**
   * @param file writable and owned by the experiment
   */
  static Fact of(LinuxFile file) {
    try {
      int unseen = 0;
      for (int i = 0; i < WRITES; i++) {
        long before = file.stat().ctimeNanos();
        file.pwrite(ByteBuffer.allocateDirect(1), 0);
        unseen += file.stat().ctimeNanos() == before ? 1 : 0;
      }
      return unseen == 0
          ? Fact.good(Topic.TIMESTAMPS, "each of %,d writes moved ctime".formatted(WRITES))
          : Fact.weak(
              Topic.TIMESTAMPS,
              "%,d of %,d writes did not move ctime".formatted(unseen, WRITES),
              "a version is kept only when its file has rested; Linux 6.13 or newer tells every"
                  + " write apart on ext4, XFS, btrfs and tmpfs");
    } catch (IOException e) {
      return Fact.plain(Topic.TIMESTAMPS, "not tried: " + e.getMessage());
    }
  }
}

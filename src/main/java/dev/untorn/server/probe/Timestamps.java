package dev.untorn.server.probe;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How fine a file's timestamps are: looks, writes, looks again, many times. */
final class Timestamps {
  /** Some milliseconds' work; a coarse clock moves once in 1 to 10 ms. */
  private static final int WRITES = 1000;

  private Timestamps() {}

  /**
   * Tries.
   *
   * @param file writable and the experiment's own
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

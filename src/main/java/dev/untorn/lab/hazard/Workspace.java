package dev.untorn.lab.hazard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Makes the files of an experiment in a directory. */
record Workspace(Path directory, ByteBuffer oldBytes, ByteBuffer newBytes) {
  /** The strictest alignment that O_DIRECT asks for on common disks. */
  static final int DIRECT_ALIGNMENT_BYTES = 4096;

  Workspace(Path directory, int sizeMaxBytes) {
    this(directory, filled(ByteCounts.OLD, sizeMaxBytes), filled(ByteCounts.NEW, sizeMaxBytes));
  }

  /** Memory fit for O_DIRECT. */
  static ByteBuffer filled(byte fill, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    Arrays.fill(bytes, fill);
    return ByteBuffer.allocateDirect(sizeBytes + DIRECT_ALIGNMENT_BYTES)
        .alignedSlice(DIRECT_ALIGNMENT_BYTES)
        .put(0, bytes)
        .limit(sizeBytes);
  }

  /**
   * The files of one trial; closing it removes them.
   *
   * @param file of old bytes, to be handed over and changed
   * @param other of new bytes, on the same filesystem, for changes that take a file
   * @param newBytes for the others, in memory fit for O_DIRECT
   */
  record TrialFiles(Path file, Path other, ByteBuffer newBytes, long sizeBytes)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
      Files.deleteIfExists(other);
    }
  }

  /** New files for one trial: the one to hand over is on the disk and in the page cache. */
  TrialFiles files(long sizeBytes) throws IOException {
    ByteBuffer bytes = newBytes.duplicate().limit((int) sizeBytes);
    return new TrialFiles(
        file(oldBytes.duplicate().limit((int) sizeBytes), true),
        file(bytes.duplicate(), false),
        bytes,
        sizeBytes);
  }

  private Path file(ByteBuffer contents, boolean flushed) throws IOException {
    Path file = Files.createTempFile(directory, "file-", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (contents.hasRemaining()) {
        channel.write(contents);
      }
      if (flushed) {
        channel.force(false);
      }
    }
    return file;
  }
}

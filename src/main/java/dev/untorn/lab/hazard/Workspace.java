package dev.untorn.lab.hazard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A directory of its own for the files of an experiment; closing removes it with all that is in it.
 */
final class Workspace implements AutoCloseable {
  /** The strictest alignment that O_DIRECT asks for on common disks. */
  static final int DIRECT_ALIGNMENT_BYTES = 4096;

  private final Path directory;
  private final ByteBuffer oldBytes;
  private final ByteBuffer newBytes;

  /** Makes a directory below another. */
  Workspace(Path parent, int sizeMaxBytes) throws IOException {
    this.directory = Files.createTempDirectory(parent, "untorn-hazard-");
    this.oldBytes = filled(ByteCounts.OLD, sizeMaxBytes);
    this.newBytes = filled(ByteCounts.NEW, sizeMaxBytes);
  }

  private static ByteBuffer filled(byte fill, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    Arrays.fill(bytes, fill);
    return ByteBuffer.allocateDirect(sizeBytes + DIRECT_ALIGNMENT_BYTES)
        .alignedSlice(DIRECT_ALIGNMENT_BYTES)
        .put(0, bytes);
  }

  /** New files for one trial: the one to hand over is on the disk and in the page cache. */
  Scene scene(long sizeBytes) throws IOException {
    ByteBuffer bytes = newBytes.duplicate().limit((int) sizeBytes);
    return new Scene(
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

  /** Removes what a trial left. */
  void clear() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    clear();
    Files.delete(directory);
  }
}

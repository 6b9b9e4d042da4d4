package dev.untorn.bench.run;

import dev.untorn.bench.load.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** What bodies must be, from the files that they are made of. */
final class Expectations {
  private static final int PIECE_BYTES = 256 * 1024;

  private Expectations() {}

  /** Of a path below a directory; anything if it is no file, such as a page made by the server. */
  static Expected of(Path directory, String path, BenchPlan.Shape shape) {
    Path file = directory.resolve(path.substring(1)).normalize();
    if (!file.startsWith(directory.normalize()) || !Files.isRegularFile(file)) {
      return Expected.ANYTHING;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long first = shape.range().map(Range::first).orElse(0L);
      long end = shape.range().map(range -> Math.min(size, range.last() + 1)).orElse(size);
      if (first >= end && shape.range().isPresent()) {
        return Expected.ANYTHING;
      }
      return new Expected(
          OptionalLong.of(end - first),
          shape.verify() ? OptionalInt.of(checksum(channel, first, end)) : OptionalInt.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int checksum(FileChannel channel, long first, long end) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    long at = first;
    while (at < end) {
      piece.clear().limit((int) Math.min(PIECE_BYTES, end - at));
      int count = channel.read(piece, at);
      if (count < 0) {
        throw new IOException("a file shrank while it was read");
      }
      at += count;
      checksum.update(piece.flip());
    }
    return (int) checksum.getValue();
  }
}

package dev.untorn.linux.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A shared mapping of a whole file, unmapped on close. NIO's mapped buffers last until they are
 * garbage-collected, and while a writable one exists, the kernel refuses leases.
 */
public record FileMapping(Arena arena, ByteBuffer buffer) implements AutoCloseable {
  public static FileMapping readOnly(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return map(channel, MapMode.READ_ONLY);
    }
  }

  /** Maps a file for reading and writing. Waits while another process has a lease on it. */
  public static FileMapping writable(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return map(channel, MapMode.READ_WRITE);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // The mapping owns the arena and closes it.
  private static FileMapping map(FileChannel channel, MapMode mode) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new FileMapping(arena, channel.map(mode, 0, channel.size(), arena).asByteBuffer());
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public ByteBuffer buffer() {
    return buffer.duplicate();
  }

  @Override
  public void close() {
    arena.close();
  }
}

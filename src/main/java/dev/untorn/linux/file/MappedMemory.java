package dev.untorn.linux.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file in memory whose pages are mapped: reading other files straight into them takes half as
 * long as copying from file to file. Pages are allocated when first touched. One thread at a time,
 * except for reads of {@link #file}, whose contents are undefined during {@link #fill}.
 */
public record MappedMemory(LinuxFile file, FileMapping mapping, ByteBuffer pages)
    implements AutoCloseable {
  private static final int PAGE_BYTES = 4096;

  /** Stays in the CPU's cache while the kernel walks the pages. */
  private static final int PIECE_BYTES = 256 * 1024;

  /**
   * Creates one without pages yet.
   *
   * @throws IOException if the system refuses files in memory, or mappings of them
   */
  public static MappedMemory ofSize(int sizeBytes) throws IOException {
    if (!(AnonymousFile.inMemory() instanceof Opened.File(LinuxFile file))) {
      throw new IOException("no file in memory");
    }
    try {
      file.resize(sizeBytes);
      FileMapping mapping = FileMapping.writable(Path.of("/proc/self/fd/" + file.fd()));
      return new MappedMemory(file, mapping, mapping.buffer());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Allocates the pages of a range, so that {@link #fill} need not. */
  public void touch(long fromBytes, long untilBytes) {
    for (long at = fromBytes; at < untilBytes; at += PAGE_BYTES) {
      pages.put((int) at, (byte) 0);
    }
  }

  /** Reads a range to the same offsets. Blocks. Returns bytes read; fewer at the file's end. */
  public long fill(LinuxFile from, long offset, long sizeBytes) throws IOException {
    long read = 0;
    while (read < sizeBytes) {
      int piece = (int) Math.min(PIECE_BYTES, sizeBytes - read);
      int got = from.pread(pages.slice((int) (offset + read), piece), offset + read);
      if (got == 0) {
        return read;
      }
      read += got;
    }
    return read;
  }

  @Override
  public void close() {
    mapping.close();
    file.close();
  }
}

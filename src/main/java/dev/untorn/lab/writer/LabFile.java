package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import java.nio.file.Path;

/**
 * The file that a writer changes.
 *
 * @param sizeBytes of a usual version
 * @param stepPauseNanos between the steps of a slow upload
 */
public record LabFile(Path path, BlockPattern pattern, long sizeBytes, long stepPauseNanos) {
  /** An upload with this pause takes about as long as a fast local copy of the usual size. */
  private static final long STEP_PAUSE_NANOS = 1_000_000;

  /** Room for a few pages and for every writer's arithmetic. */
  public static final long SIZE_BYTES_MIN = 64 * 1024;

  /** A few versions are built in memory at a time. */
  public static final long SIZE_BYTES_MAX = 1L << 30;

  public static boolean takes(long sizeBytes) {
    return sizeBytes >= SIZE_BYTES_MIN
        && sizeBytes <= SIZE_BYTES_MAX
        && sizeBytes % (2 * BlockPattern.BLOCK_BYTES) == 0;
  }

  public LabFile {
    if (!takes(sizeBytes)) {
      throw new IllegalArgumentException("no size for a lab's file: " + sizeBytes);
    }
  }

  public static LabFile of(Path file, BlockPattern pattern, long sizeBytes) {
    return new LabFile(file, pattern, sizeBytes, STEP_PAUSE_NANOS);
  }

  /** On the same filesystem. */
  Path aside() {
    return path.resolveSibling(path.getFileName() + ".new");
  }
}

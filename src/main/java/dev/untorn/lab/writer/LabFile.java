package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import java.nio.file.Path;

/**
 * The file a writer works on.
 *
 * @param sizeBytes of a usual version; writers that need another one derive it
 * @param stepPauseNanos between the steps of a slow upload
 */
public record LabFile(Path path, BlockPattern pattern, long sizeBytes, long stepPauseNanos) {
  /** A quick local copy of the usual size takes about as long as a slow upload of this pause. */
  private static final long STEP_PAUSE_NANOS = 1_000_000;

  /** Smallest file: room for a few pages and for every writer's arithmetic. */
  public static final long SIZE_BYTES_MIN = 64 * 1024;

  /** Versions are made in memory, a few at a time. */
  public static final long SIZE_BYTES_MAX = 1L << 30;

  /** Whether the lab can work with files of this size. */
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

  /** A file with the usual pauses. */
  public static LabFile of(Path file, BlockPattern pattern, long sizeBytes) {
    return new LabFile(file, pattern, sizeBytes, STEP_PAUSE_NANOS);
  }

  /** A name beside the file, on the same filesystem. */
  Path aside() {
    return path.resolveSibling(path.getFileName() + ".new");
  }
}

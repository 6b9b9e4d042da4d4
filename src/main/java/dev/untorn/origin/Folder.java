package dev.untorn.origin;

import java.util.List;

/**
 * A directory's contents, unordered; {@code path} without slashes at its ends, empty for the root.
 */
public record Folder(String path, List<Entry> entries) {
  /**
   * A file or directory that clients can request.
   *
   * @param link whether it is a symlink; the other values are then its target's
   * @param sizeBytes 0 for a directory
   * @param mtimeSeconds {@link #UNKNOWN_TIME} if nobody knows
   */
  public record Entry(
      String name, boolean directory, boolean link, long sizeBytes, long mtimeSeconds) {
    /** Of the folders of a bucket, which are but the beginnings of its keys. */
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;

    public boolean isDated() {
      return mtimeSeconds != UNKNOWN_TIME;
    }
  }
}

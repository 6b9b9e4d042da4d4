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
   */
  public record Entry(
      String name, boolean directory, boolean link, long sizeBytes, long mtimeSeconds) {}
}

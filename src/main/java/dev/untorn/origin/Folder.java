package dev.untorn.origin;

import java.util.List;

/**
 * The contents of a directory, unordered.
 *
 * @param path one char per byte, relative to the root, without slashes at the ends; empty for the
 *     root
 */
public record Folder(String path, List<Entry> entries) {
  /**
   * A file or directory that clients can request.
   *
   * @param name one char per byte
   * @param link whether it is a symlink; the other values are then its target's
   * @param sizeBytes 0 for a directory
   */
  public record Entry(
      String name, boolean directory, boolean link, long sizeBytes, long mtimeSeconds) {}
}

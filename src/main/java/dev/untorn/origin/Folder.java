package dev.untorn.origin;

import java.util.List;

/**
 * The contents of a directory, in no order.
 *
 * @param path one char per byte, relative to the root, without slashes at the ends; empty for the
 *     root
 */
public record Folder(String path, List<Entry> entries) {
  /**
   * Something in a directory that can be requested.
   *
   * @param name one char per byte
   * @param link whether it is a symlink, and all else what it leads to
   * @param sizeBytes 0 for a directory
   */
  public record Entry(
      String name, boolean directory, boolean link, long sizeBytes, long mtimeSeconds) {}
}

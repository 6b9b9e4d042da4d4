package dev.untorn.origin;

import java.util.List;

/**
 * The contents of a directory.
 *
 * @param path one char per byte, relative to the root, without slashes at the ends; empty for the
 *     root
 * @param truncated whether there were more entries than are listed
 */
public record Folder(String path, List<Entry> entries, boolean truncated) {
  /**
   * Something in a directory that can be requested.
   *
   * @param name one char per byte
   * @param sizeBytes 0 for a directory
   */
  public record Entry(String name, boolean directory, long sizeBytes, long mtimeSeconds) {}
}

package dev.untorn.origin;

import java.util.List;

/**
 * A directory's contents, unordered; {@code path} without slashes at its ends, empty for the root.
 *
 * @param part which of its entries these are
 */
public record Folder(String path, List<Entry> entries, Part part) {
  /** With all its entries. */
  public static Folder whole(String path, List<Entry> entries) {
    return new Folder(path, entries, Part.WHOLE);
  }

  /**
   * Entries that follow each other in the origin's order, of a folder that may have more than one
   * list has room for.
   *
   * @param after they begin behind this name, which need not exist; empty: with the first one
   * @param next more of them begin behind this name; empty: these are the last ones
   */
  public record Part(String after, String next) {
    /** All of them. */
    public static final Part WHOLE = new Part("", "");

    /** As requests say it in their query. */
    public static final String PARAMETER = "after";
  }

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

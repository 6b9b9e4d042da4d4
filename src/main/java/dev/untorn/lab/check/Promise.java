package dev.untorn.lab.check;

import java.util.List;

/**
 * What a server promises for the files of one directory.
 *
 * @param level of the ladder of promises, 0 to 5
 * @param retention of replaced versions, from level 5 on
 * @param reason why the level is not higher; empty if there is nothing to explain
 */
public record Promise(int level, Retention retention, String reason) {
  /**
   * How long a server keeps replaced versions for clients that resume.
   *
   * @param nanos after the last use of a version
   * @param bytes of all versions kept; the oldest are dropped first
   */
  public record Retention(long nanos, long bytes) {
    public static final Retention NONE = new Retention(0, 0);
  }

  /** Changes are counted, no more. */
  public static final int DETECTED = 1;

  /** The bytes are the file's at one instant. */
  public static final int MOMENT = 2;

  /** The bytes at an instant when nobody had the file open for writing. */
  public static final int COMMITTED = 3;

  /** A client that resumes a download gets the rest of its version. */
  public static final int PINNED = 5;

  /** Above every level. */
  static final int NEVER = 9;

  public static final Promise NONE = of(0);

  private static final List<String> LEVELS =
      List.of("live", "detected", "moment", "committed", "fresh", "pinned");

  /** Without retention. */
  public static Promise of(int level) {
    return new Promise(level, Retention.NONE, "");
  }

  public String label() {
    return level == 0 ? "none" : level + " " + LEVELS.get(level);
  }
}

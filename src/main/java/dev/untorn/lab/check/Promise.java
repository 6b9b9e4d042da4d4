package dev.untorn.lab.check;

import java.util.List;

/**
 * What a server promises of the files that it serves in one place.
 *
 * @param level of the ladder of promises, 0 to 5
 * @param retention of replaced versions, from level 5 on
 * @param reason why it is no more than that; empty where there is nothing to explain
 */
public record Promise(int level, Retention retention, String reason) {
  /** Nothing is promised but that changes are counted. */
  public static final int DETECTED = 1;

  /** The file's bytes at one instant. */
  public static final int MOMENT = 2;

  /** One instant at which nobody had the file open for writing. */
  public static final int COMMITTED = 3;

  /** A client that resumes gets the rest of its version. */
  public static final int PINNED = 5;

  /** Above every level. */
  static final int NEVER = 9;

  public static final Promise NONE = of(0);

  private static final List<String> LEVELS =
      List.of("live", "detected", "moment", "committed", "fresh", "pinned");

  /** A level below 5, or 5 without naming what is kept. */
  public static Promise of(int level) {
    return new Promise(level, Retention.NONE, "");
  }

  /** For people. */
  public String label() {
    return level == 0 ? "none" : level + " " + LEVELS.get(level);
  }
}

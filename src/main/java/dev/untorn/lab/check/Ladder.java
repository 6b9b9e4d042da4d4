package dev.untorn.lab.check;

import java.util.List;

/** The ladder of promises, for tables. */
public final class Ladder {
  /** The level that promises nothing but that changes are counted. */
  public static final int DETECTED = 1;

  /** The file's bytes at one instant. */
  public static final int MOMENT = 2;

  /** One instant at which nobody had the file open for writing. */
  public static final int COMMITTED = 3;

  /** A client that resumes gets the rest of its version. */
  public static final int PINNED = 5;

  /** Above every level. */
  static final int NEVER_PROMISED = 9;

  private static final List<String> NAMES =
      List.of("live", "detected", "moment", "committed", "fresh", "pinned");

  private Ladder() {}

  /** The name of a level, 0 to 5. */
  public static String name(int level) {
    return NAMES.get(level);
  }
}

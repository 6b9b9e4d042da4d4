package dev.untorn.lab.check;

import java.util.List;

/** The ladder of promises, for tables. */
public final class Ladder {
  /** The level that promises nothing but that changes are counted. */
  public static final int DETECTED = 1;

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

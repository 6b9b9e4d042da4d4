package dev.untorn.lab.check;

/**
 * What a server promises of the files that it serves in one place.
 *
 * @param level of the ladder; 0 for nothing
 * @param retention of replaced versions, from level 5 on
 * @param reason why it is no more than that; empty where there is nothing to explain
 */
public record Promise(int level, Retention retention, String reason) {
  /** Nothing at all. */
  public static final Promise NONE = of(0);

  /** A level below 5, or 5 without naming what is kept. */
  public static Promise of(int level) {
    return new Promise(level, Retention.NONE, "");
  }
}

package dev.untorn.version;

/**
 * The ladder of promises: what a complete response is. Each level has what those before it have.
 */
public enum Level {
  /** What the pages held when they were read for the last time. */
  LIVE,
  /** As live; a change that can be noticed is counted, or the response is cut or not begun. */
  DETECTED,
  /** The file's bytes at one instant. */
  MOMENT,
  /** One instant at which nobody had the file open for writing. */
  COMMITTED,
  /** Never older than the last close before the request came in. */
  FRESH,
  /** Whoever resumes a download gets the rest of the version it began with. */
  PINNED;

  /** Its place on the ladder, as the lab and the documentation count. */
  public int number() {
    return ordinal();
  }
}

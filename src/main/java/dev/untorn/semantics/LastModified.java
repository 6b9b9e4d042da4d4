package dev.untorn.semantics;

/**
 * The date of a version, and what it says of the version: the origin knows.
 *
 * @param seconds since the epoch, never after the moment the version was taken
 * @param meaningful whether it says when the file changed: else it is not sent, and names no
 *     version
 * @param strongFromSeconds from when on the date is a strong validator (RFC 9110, 8.8.2.2): it then
 *     names one state of the file, and no later one can get it
 */
public record LastModified(long seconds, boolean meaningful, long strongFromSeconds) {
  /** No date. */
  public static final LastModified NONE = new LastModified(0, false, Long.MAX_VALUE);

  /**
   * How long ago a date must be for it to name one state. It has whole seconds, so a second write
   * in the same second is not seen in it; and the clock of the coarsest Linux filesystem (VFAT) has
   * steps of two.
   */
  public static final long REST_SECONDS = 2;

  /**
   * Whether nothing can change the version any more without changing its date. Until then the date
   * is not sent: two states could share it, and a client be told that nothing changed.
   */
  public boolean isOver(long nowSeconds) {
    return nowSeconds - seconds >= REST_SECONDS;
  }
}

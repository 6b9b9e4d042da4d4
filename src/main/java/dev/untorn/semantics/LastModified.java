package dev.untorn.semantics;

/**
 * The date of a version, and its meaning, which the origin knows.
 *
 * @param seconds since the epoch, never after the version was taken
 * @param meaningful whether it tells when the file changed: else it is not sent, and identifies no
 *     version
 * @param strongFromSeconds when the date becomes a strong validator (RFC 9110, 8.8.2.2): it then
 *     identifies one state of the file, and no later one can get it
 */
public record LastModified(long seconds, boolean meaningful, long strongFromSeconds) {
  public static final LastModified NONE = new LastModified(0, false, Long.MAX_VALUE);

  /**
   * Age from which a date identifies one state. It has whole seconds (on VFAT, steps of two), so it
   * does not show a second write in the same one; and the kernel's clock for files may be a tick
   * behind ours, so a write just after the end of a second may still get its date. RFC 9110
   * (8.8.2.2) requires one second.
   */
  public static final long REST_SECONDS = 2;

  /**
   * Whether every later change of the version changes its date. Until then the date is not sent:
   * two states could share it, and a client could get a wrong 304.
   */
  public boolean isOver(long nowSeconds) {
    return nowSeconds - seconds >= REST_SECONDS;
  }
}

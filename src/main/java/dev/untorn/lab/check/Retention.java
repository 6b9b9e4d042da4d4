package dev.untorn.lab.check;

/**
 * How long a server keeps replaced versions for clients that resume.
 *
 * @param nanos after the last use of a version
 * @param bytes of all versions kept; the oldest are dropped first
 */
public record Retention(long nanos, long bytes) {
  public static final Retention NONE = new Retention(0, 0);
}

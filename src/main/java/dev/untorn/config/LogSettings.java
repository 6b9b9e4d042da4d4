package dev.untorn.config;

/**
 * The access log.
 *
 * @param access "-" for standard output, "off", or a file
 */
public record LogSettings(Format format, String access) {
  /** How a line is written. */
  public enum Format {
    JSON,
    COMMON,
    COMBINED
  }

  /** Whether it is a file. */
  public boolean isFile() {
    return !access.equals("off") && !access.equals("-");
  }
}

package dev.untorn.config;

/** The access log; {@code access} is "-" for standard output, "off", or a file. */
public record LogSettings(Format format, String access) {
  public enum Format {
    JSON,
    COMMON,
    COMBINED
  }

  public boolean isFile() {
    return !access.equals("off") && !access.equals("-");
  }
}

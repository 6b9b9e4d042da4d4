package dev.untorn.config;

/** A number of bytes, written like {@code 64KiB}. */
public record Size(long bytes) {
  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }
}

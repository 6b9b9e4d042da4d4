package dev.untorn.version;

/**
 * An entity tag (RFC 9110, 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(String opaque, boolean weak) {
  /** As in a header field: {@code "x"} or {@code W/"x"}. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }

  /** Strong comparison (8.8.3.2): equal, and neither is weak. */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Weak comparison (8.8.3.2). */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }
}

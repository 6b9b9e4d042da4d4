package dev.untorn.origin.proxy.part;

/**
 * A stretch to be fetched; of no bytes if only the join there is to be compared.
 *
 * @param to exclusive
 * @param kind for whom
 */
public record RunPlan(long from, long to, Kind kind) {
  public enum Kind {
    /** The response that began the fill, with all there is behind its first byte. */
    FIRST,
    /** The whole is being fetched, whoever reads it. */
    WHOLE,
    /** Likewise, from its first byte, whatever is there: the origin sends no parts. */
    AGAIN,
    /** Some response to a client wants it. */
    PART;

    /** Whether it goes on whatever clients do. */
    public boolean isForWhole() {
      return this != PART;
    }
  }

  public boolean isJoin() {
    return from == to;
  }
}

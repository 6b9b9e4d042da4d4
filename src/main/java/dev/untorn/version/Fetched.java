package dev.untorn.version;

/** How the beginning of a {@link Fetch} ended. */
public sealed interface Fetched {
  /**
   * There is a body, perhaps still growing.
   *
   * @param body {@link Body.Memory} or {@link Body.Sealed}
   * @param proof that the body is, or will be, the object as its origin sent it
   * @param freshness for how long the identity means this body
   * @param free gives the body's resources back
   */
  record Begun(Body body, Proof proof, Freshness freshness, Runnable free) implements Fetched {}

  /** There is none. */
  record Failed(Outage outage, String reason) implements Fetched {}
}

package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;

/**
 * One state of a file, with its bytes; immutable. Source of every response header.
 *
 * @param lengthBytes of the body
 * @param proof why the body is one state; {@link Proof#UNPROVEN} for a live body
 */
public record Version(
    Identity identity,
    long lengthBytes,
    EntityTag tag,
    Representation representation,
    Policy policy,
    LastModified modified,
    Proof proof,
    Body body) {

  /** Seconds since the epoch. */
  public long lastModifiedSeconds() {
    return modified.seconds();
  }

  /**
   * Whether the date tells when the file changed; if not, it is not sent, and identifies no
   * version.
   */
  public boolean hasDate() {
    return modified.meaningful();
  }
}

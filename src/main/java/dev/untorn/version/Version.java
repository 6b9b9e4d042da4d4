package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;

/**
 * One state of a file, with its bytes; immutable. Every header of a response comes from here.
 *
 * @param lengthBytes of the body
 * @param policy by which it was taken
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

  /** Its date, in seconds since the epoch. */
  public long lastModifiedSeconds() {
    return modified.seconds();
  }

  /** Whether the date says when the file changed: else it is not sent, and names no version. */
  public boolean hasDate() {
    return modified.meaningful();
  }
}

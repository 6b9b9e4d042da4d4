package dev.untorn.version;

import dev.untorn.semantics.EntityTag;

/**
 * The immutable identity of one state of a file, with its bytes. Every header of a response comes
 * from here.
 *
 * @param lengthBytes of the body
 * @param policy by which it was taken
 * @param lastModifiedSeconds since the epoch, never after the moment the version was taken
 * @param proof why the body is one state; {@link Proof#UNPROVEN} for a live body
 */
public record Version(
    Stamp stamp,
    long lengthBytes,
    EntityTag tag,
    Representation representation,
    Policy policy,
    long lastModifiedSeconds,
    Proof proof,
    Body body) {

  /** Whether the date says when the file changed: else it is not sent, and names no version. */
  public boolean hasDate() {
    return !PlaceholderDates.contains(lastModifiedSeconds);
  }
}

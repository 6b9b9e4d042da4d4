package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;

/** One state of a file, with its bytes; immutable. Source of every response header. */
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

  /** Whether the date tells when the file changed; else it is not sent. */
  public boolean hasDate() {
    return modified.meaningful();
  }
}

package dev.untorn.version;

/**
 * The immutable identity of one state of a file, with its bytes. Every header of a response comes
 * from here.
 *
 * @param lengthBytes of the body
 * @param lastModifiedSeconds since the epoch, never after the moment the version was taken
 * @param proof why the body is one state; {@link Proof#UNPROVEN} for a live body
 */
public record Version(
    Stamp stamp,
    long lengthBytes,
    EntityTag tag,
    Representation representation,
    long lastModifiedSeconds,
    Proof proof,
    Body body) {}

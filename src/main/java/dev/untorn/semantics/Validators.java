package dev.untorn.semantics;

/**
 * What of a version the preconditions of a request are compared with.
 *
 * @param dateShared whether a client may know another version by the same date
 */
public record Validators(EntityTag tag, LastModified modified, boolean dateShared) {}

package dev.untorn.semantics;

/**
 * What preconditions compare with. {@code dateShared}: a client may know another version by the
 * same date.
 */
public record Validators(EntityTag tag, LastModified modified, boolean dateShared) {}

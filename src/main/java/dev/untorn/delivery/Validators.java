package dev.untorn.delivery;

import dev.untorn.semantics.EntityTag;
import dev.untorn.version.LastModified;

/**
 * What of a version the preconditions of a request are compared with.
 *
 * @param dateShared whether a client may know another version by the same date
 */
record Validators(EntityTag tag, LastModified modified, boolean dateShared) {}

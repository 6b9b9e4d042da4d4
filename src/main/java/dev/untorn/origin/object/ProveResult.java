package dev.untorn.origin.object;

import dev.untorn.origin.object.record.StoredObject;

/** How a fill ended that its writer holds for whole. */
public sealed interface ProveResult {
  /** Readers get the last bytes; the object can be found. */
  record Proved(StoredObject object) implements ProveResult {}

  /** Its length is not the announced one, so it was given up. */
  record WrongLength(long bytes, long announcedBytes) implements ProveResult {}
}

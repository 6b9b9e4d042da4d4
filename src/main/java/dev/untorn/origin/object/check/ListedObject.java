package dev.untorn.origin.object.check;

import dev.untorn.origin.object.record.StoredObject;

/**
 * An object as it is on the disk.
 *
 * @param reachable whether a request can get it; else it was purged, or replaced by a response with
 *     another Vary, and its space comes back by eviction
 * @param usedMillis when it was last used, to about a minute, in milliseconds since the epoch
 */
public record ListedObject(StoredObject object, boolean reachable, long usedMillis) {
  /** When its head was received, in milliseconds since the epoch. */
  public long fetchedMillis() {
    return object.head().responseMillis();
  }
}

package dev.untorn.origin.object.partial;

/** Which room a fill gets before its bytes come. */
public enum Room {
  /** For the whole body: it is being fetched. */
  WHOLE,
  /** None: only parts of it are wanted, and get room as they come. */
  PARTS
}

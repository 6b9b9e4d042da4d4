package dev.untorn.version.lease;

/** State of the order for a guard's private copy. */
enum CopyOrder {
  NONE,
  WANTED,
  BEING_MADE,
  /** Failed; only a writer's arrival starts another try. */
  REFUSED
}

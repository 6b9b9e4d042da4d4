package dev.untorn.version.snapshot;

import dev.untorn.version.Entry;

/** How the taking of a version ended, before anybody holds it. */
public sealed interface SnapshotResult {
  /** There is a version, perhaps with a copy still being made. */
  record Fresh(Entry entry) implements SnapshotResult {}

  /** Somebody has the file open for writing. */
  record Writing() implements SnapshotResult {}

  /** It changed each time it was read. */
  record Changing() implements SnapshotResult {}

  /** No room for it. */
  record Full(String reason) implements SnapshotResult {}

  /** The disk or the kernel refused. */
  record Failed(String reason) implements SnapshotResult {}
}

package dev.untorn.version.snapshot;

import dev.untorn.version.Acquisition;
import dev.untorn.version.Entry;

/** How taking a version ended, before anybody holds it. */
public sealed interface SnapshotResult {
  /** A version, perhaps with a copy still being made. */
  record Fresh(Entry entry) implements SnapshotResult {}

  /** A program has the file open for writing. */
  record Writing() implements SnapshotResult {}

  /** No version; all waiting requests get this answer. */
  record Refused(Acquisition why) implements SnapshotResult {}

  static SnapshotResult saturated(String reason) {
    return new Refused(new Acquisition.Saturated(reason));
  }

  static SnapshotResult unreadable(String reason) {
    return new Refused(new Acquisition.Unreadable(reason));
  }
}

package dev.untorn.version.snapshot;

import dev.untorn.version.Acquisition;
import dev.untorn.version.Entry;

/** How the taking of a version ended, before anybody holds it. */
public sealed interface SnapshotResult {
  /** There is a version, perhaps with a copy still being made. */
  record Fresh(Entry entry) implements SnapshotResult {}

  /** Somebody has the file open for writing. */
  record Writing() implements SnapshotResult {}

  /** There is none, and this is the answer to all who asked. */
  record Refused(Acquisition why) implements SnapshotResult {}

  /** Something has run out. */
  static SnapshotResult saturated(String reason) {
    return new Refused(new Acquisition.Saturated(reason));
  }

  /** The file cannot be read. */
  static SnapshotResult unreadable(String reason) {
    return new Refused(new Acquisition.Unreadable(reason));
  }
}

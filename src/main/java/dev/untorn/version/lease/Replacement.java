package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** The copy that replaces a leased file, if any. Thread-safe. */
final class Replacement {
  private volatile Optional<GuardCopy> copy = Optional.empty();

  Optional<GuardCopy> copy() {
    return copy;
  }

  /** Sets the first copy; empty if there will be none. */
  synchronized void set(Optional<GuardCopy> made) {
    copy = made;
  }

  boolean isTemporary() {
    return copy.filter(made -> !made.lasting()).isPresent();
  }

  /** Replaces a temporary copy by a lasting one; returns the one not needed. */
  synchronized GuardCopy makeLasting(GuardCopy made) {
    if (!isTemporary()) {
      return made;
    }
    GuardCopy before = copy.orElseThrow();
    copy = Optional.of(made);
    return before;
  }

  /** What to copy from: the current copy if there is one, else the live file. */
  LinuxFile or(LinuxFile live) {
    return copy.map(GuardCopy::file).orElse(live);
  }

  /** Whether the bytes read from a copy so far are the version's. */
  boolean isStill(GuardCopy read) {
    VarHandle.loadLoadFence(); // The reads come before this check.
    return read.lasting() || copy.equals(Optional.of(read));
  }
}

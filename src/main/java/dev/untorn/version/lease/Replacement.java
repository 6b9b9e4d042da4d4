package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** What has taken a leased file's place, if anything. Thread-safe. */
final class Replacement {
  private volatile Optional<GuardCopy> copy = Optional.empty();

  Optional<GuardCopy> copy() {
    return copy;
  }

  /** The first one, or that there will be none. */
  synchronized void is(Optional<GuardCopy> made) {
    copy = made;
  }

  /** Whether there is one that is not to last. */
  boolean isPassing() {
    return copy.filter(made -> !made.lasting()).isPresent();
  }

  /** A copy that lasts takes the place of one that does not: which of them is not needed. */
  synchronized GuardCopy lasts(GuardCopy made) {
    if (!isPassing()) {
      return made;
    }
    GuardCopy before = copy.orElseThrow();
    copy = Optional.of(made);
    return before;
  }

  /** What a copy is to be made of, instead of a live file where possible. */
  LinuxFile or(LinuxFile live) {
    return copy.map(GuardCopy::file).orElse(live);
  }

  /** Whether what was read of a copy until now is the version's. */
  boolean isStill(GuardCopy read) {
    VarHandle.loadLoadFence(); // What was read was read before.
    return read.lasting() || copy.equals(Optional.of(read));
  }
}

package dev.untorn.version.snapshot;

import dev.untorn.version.OpenFile;
import java.io.IOException;

/** One way to take a version. Implementations are thread-safe. */
public interface Sealer {
  /** What this way would do with a source, as far as that is known before it is tried. */
  enum Prospect {
    /** It does not apply: the next one would be tried. */
    NONE,
    /** It would take the version at once, or find that it cannot. */
    AT_ONCE,
    /** It may wait for a disk, or take as long as a copy. */
    MAY_WAIT
  }

  /** What came of it. */
  enum Outcome {
    /** A version was published; the source is its own, or closed; so is the lease. */
    PUBLISHED,
    /** This way does not apply, or has no room: try the next. */
    DECLINED,
    /** The file changed while it was read; nothing was published. */
    CHANGED
  }

  /** Waits for nothing. */
  Prospect prospect(OpenFile source);

  /** Takes the version. May block, as {@link #prospect} says. */
  Outcome seal(SnapshotAttempt attempt) throws IOException;
}

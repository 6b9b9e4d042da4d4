package dev.untorn.version.snapshot;

import dev.untorn.version.OpenFile;
import java.io.IOException;

/** One way to take a version. Implementations are thread-safe. */
public interface Sealer {
  /** What {@link #seal} would do with a source, as far as known before. */
  enum Prospect {
    /** Does not apply: try the next sealer. */
    NONE,
    /** Takes the version, or fails, without blocking. */
    AT_ONCE,
    /** May wait for a disk, or copy for long. */
    MAY_WAIT
  }

  enum Outcome {
    /** A version was published; it owns the source and the lease, or they are closed. */
    PUBLISHED,
    /** Does not apply, or no room: try the next sealer. */
    DECLINED,
    /** The file changed while it was read; nothing was published. */
    CHANGED
  }

  /** Never blocks. */
  Prospect prospect(OpenFile source);

  /** May block, as {@link #prospect} says. */
  Outcome seal(SnapshotAttempt attempt) throws IOException;
}

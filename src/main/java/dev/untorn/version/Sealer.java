package dev.untorn.version;

import java.io.IOException;

/** One way to make a private body. Implementations are thread-safe; calls block. */
interface Sealer {
  /** What came of it. */
  enum Outcome {
    /** A version was published; the source is its own, or closed; so is the lease. */
    PUBLISHED,
    /** This way does not apply, or has no room: try the next. */
    DECLINED,
    /** The file changed while it was read; nothing was published. */
    CHANGED
  }

  Outcome seal(Taking taking) throws IOException;
}

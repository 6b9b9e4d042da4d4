package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;

/** The states a file passes through under a writer, known beforehand. Pure. */
public sealed interface StateModel permits Rewriting, Appending, Flipping {
  /** Length of the file in a committed state. */
  long lengthBytes(long state);

  /** Where the stretch of bytes begins that the change to a state writes. */
  default long changeOffset(long state) {
    return 0;
  }

  /** How long that stretch is. */
  default int changeBytes(long state) {
    return Math.toIntExact(lengthBytes(state) - changeOffset(state));
  }

  /**
   * What a complete body is.
   *
   * @param totalBytes of the whole representation, as the response's head gives it
   */
  default BodyState stateOf(Blocks blocks, long totalBytes) {
    for (BlockRun run : blocks.runs()) {
      if (run.kind() == BlockRun.Kind.FOREIGN) {
        return new BodyState.Foreign();
      }
    }
    return ownStateOf(blocks, totalBytes);
  }

  /** As {@link #stateOf}, for a body without foreign blocks. */
  BodyState ownStateOf(Blocks blocks, long totalBytes);
}

package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;

/** The known sequence of states that a writer takes a file through. Pure. */
public sealed interface StateModel permits Rewriting, Appending, Flipping {
  long lengthBytes(long state);

  /**
   * The states of what is replaced at once.
   *
   * @param evenBytes length of versions 0, 2, 4 …
   * @param oddBytes length of the others
   */
  static StateModel replaced(long evenBytes, long oddBytes) {
    return new Rewriting(evenBytes, oddBytes, Rewriting.Transition.AT_ONCE);
  }

  /** Offset of the bytes that the change to a state writes. */
  default long changeOffset(long state) {
    return 0;
  }

  /** Their length. */
  default int changeBytes(long state) {
    return Math.toIntExact(lengthBytes(state) - changeOffset(state));
  }

  /**
   * Which state a body is.
   *
   * @param totalBytes of the whole representation, from the response head
   */
  default BodyState stateOf(Blocks blocks, long totalBytes) {
    return blocks.runs().stream().anyMatch(run -> run.kind() == BlockRun.Kind.FOREIGN)
        ? new BodyState.Foreign()
        : ownStateOf(blocks, totalBytes);
  }

  /** As {@link #stateOf}, for a body without foreign blocks. */
  BodyState ownStateOf(Blocks blocks, long totalBytes);
}

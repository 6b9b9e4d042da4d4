package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.BlockRun.Kind;
import dev.untorn.lab.content.Blocks;

/**
 * Rewrites one line per state, in turn; the rest of the file stays at version 0. Lines are blocks,
 * evenly spread. State s rewrites line (s - 1) mod lines with version s.
 *
 * @param lines that are ever rewritten
 */
record Flipping(long bytes, int lines) implements StateModel {
  @Override
  public long lengthBytes(long state) {
    return bytes;
  }

  @Override
  public long changeOffset(long state) {
    return (long) blockOf(state) * BlockPattern.BLOCK_BYTES;
  }

  @Override
  public int changeBytes(long state) {
    return BlockPattern.BLOCK_BYTES;
  }

  private int blockOf(long state) {
    return Math.toIntExact((state - 1) % lines) * spacing();
  }

  private int spacing() {
    return Math.toIntExact(bytes / BlockPattern.BLOCK_BYTES) / lines;
  }

  @Override
  public BodyState ownStateOf(Blocks blocks, long totalBytes) {
    if (blocks.conclusive().isEmpty()) {
      return new BodyState.TooShort();
    }
    if (totalBytes != bytes) {
      return new BodyState.WrongLength(0, bytes);
    }
    StateRange states = StateRange.ALL;
    boolean midway = false;
    for (BlockRun run : blocks.conclusive()) {
      boolean mixed = run.kind() == Kind.MIXED && isFlip(run);
      if (!mixed && run.kind() != Kind.OF) {
        return blocks.hasZeros() ? new BodyState.Hole() : new BodyState.Mixture();
      }
      midway |= mixed;
      states = states.and(mixed ? StateRange.only(run.version()) : statesWith(run));
    }
    if (states.isEmpty()) {
      return new BodyState.Mixture();
    }
    return midway ? new BodyState.MidChange() : new BodyState.Whole(states);
  }

  private boolean isFlip(BlockRun run) {
    return run.first() == blockOf(run.version())
        && run.tail() == Math.max(0, run.version() - lines);
  }

  /** The states in which the blocks of a run have its version. */
  private StateRange statesWith(BlockRun run) {
    StateRange states = StateRange.ALL;
    for (int block = run.first(); block < run.end(); block++) {
      boolean isLine = block % spacing() == 0 && block / spacing() < lines;
      if (isLine) {
        states = states.and(statesWith(block / spacing(), run.version()));
      } else if (run.version() != 0) {
        return new StateRange(0, -1);
      }
    }
    return states;
  }

  private StateRange statesWith(int line, long version) {
    if (version == 0) {
      return new StateRange(0, line);
    }
    boolean own = (version - 1) % lines == line;
    return own ? new StateRange(version, version + lines - 1) : new StateRange(0, -1);
  }
}

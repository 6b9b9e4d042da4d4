package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.BlockRun.Kind;
import dev.untorn.lab.content.Blocks;

/**
 * A log: each state appends blocks with the state's number as version; after some appends a new log
 * replaces it.
 *
 * @param baseBlocks in a new log
 * @param stepBlocks appended by each state
 * @param appends to one log before it is replaced
 */
record Appending(int baseBlocks, int stepBlocks, int appends) implements StateModel {
  @Override
  public long lengthBytes(long state) {
    long added = state % (appends + 1) * stepBlocks;
    return (baseBlocks + added) * BlockPattern.BLOCK_BYTES;
  }

  @Override
  public long changeOffset(long state) {
    long before = lengthBytes(state - 1);
    return lengthBytes(state) < before ? 0 : before;
  }

  /** The version of a block in the log that began with state {@code log}. */
  private long versionAt(int block, long log) {
    return block < baseBlocks ? log : log + 1 + (block - baseBlocks) / stepBlocks;
  }

  @Override
  public BodyState ownStateOf(Blocks blocks, long totalBytes) {
    if (blocks.conclusive().isEmpty()) {
      return new BodyState.TooShort();
    }
    if (!blocks.isClean()) {
      return blocks.hasZeros() ? new BodyState.Hole() : new BodyState.Mixture();
    }
    long state = blocks.conclusive().getFirst().version();
    long log = state - state % (appends + 1);
    for (BlockRun run : blocks.conclusive()) {
      if (run.kind() == Kind.OF
          && (versionAt(run.first(), log) != run.version()
              || versionAt(run.end() - 1, log) != run.version())) {
        return new BodyState.Mixture();
      }
    }
    long added = totalBytes - (long) baseBlocks * BlockPattern.BLOCK_BYTES;
    long stepBytes = (long) stepBlocks * BlockPattern.BLOCK_BYTES;
    if (added < 0 || added > appends * stepBytes) {
      return new BodyState.WrongLength(log, lengthBytes(log));
    }
    return added % stepBytes == 0
        ? new BodyState.Whole(StateRange.only(log + added / stepBytes))
        : new BodyState.MidChange();
  }
}

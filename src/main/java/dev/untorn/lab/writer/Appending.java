package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;
import dev.untorn.lab.content.Run.Kind;

/**
 * A log: each state adds some blocks to the one before; after so many a new log takes its place.
 * The blocks that a state adds are of the version with the state's number.
 *
 * @param baseBlocks in a new log
 * @param stepBlocks added by each state
 * @param appends to one log; then comes a new one
 */
record Appending(int baseBlocks, int stepBlocks, int appends) implements Course {
  private long logOf(long state) {
    return state - state % (appends + 1);
  }

  @Override
  public long lengthBytes(long state) {
    long added = state % (appends + 1) * stepBlocks;
    return (baseBlocks + added) * BlockPattern.BLOCK_BYTES;
  }

  /** Which version a block belongs to, in the log that began with a state. */
  private long versionAt(int block, long log) {
    return block < baseBlocks ? log : log + 1 + (block - baseBlocks) / stepBlocks;
  }

  @Override
  public Shape ownShapeOf(Blocks blocks, long totalBytes) {
    if (blocks.telling().isEmpty()) {
      return new Shape.Silent();
    }
    if (!blocks.isClean()) {
      return blocks.hasZeros() ? new Shape.Hole() : new Shape.Mixture();
    }
    long log = logOf(blocks.telling().getFirst().version());
    for (Run run : blocks.telling()) {
      if (run.kind() == Kind.OF
          && (versionAt(run.first(), log) != run.version()
              || versionAt(run.end() - 1, log) != run.version())) {
        return new Shape.Mixture();
      }
    }
    long added = totalBytes - (long) baseBlocks * BlockPattern.BLOCK_BYTES;
    long stepBytes = (long) stepBlocks * BlockPattern.BLOCK_BYTES;
    if (added < 0 || added > appends * stepBytes) {
      return new Shape.WrongLength(log, lengthBytes(log));
    }
    return added % stepBytes == 0
        ? new Shape.Whole(Span.only(log + added / stepBytes))
        : new Shape.Midway();
  }
}

package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.BlockRun.Kind;
import dev.untorn.lab.content.Blocks;
import java.util.List;

/**
 * Each state is one version from the first byte to the last.
 *
 * @param evenBytes length of versions 0, 2, 4 …
 * @param oddBytes length of the others
 */
record Rewriting(long evenBytes, long oddBytes, Transition transition) implements StateModel {
  /** The intermediate states of a change. */
  enum Transition {
    /** None: the new version appears at once. */
    AT_ONCE,
    /** A prefix of the new, then the rest of the old. */
    OVERWRITTEN,
    /** Empty, then a growing prefix of the new. */
    FROM_EMPTY,
    /** Cut or zero-filled to the new length, then overwritten from the start. */
    RESIZED
  }

  @Override
  public long lengthBytes(long state) {
    return state % 2 == 0 ? evenBytes : oddBytes;
  }

  @Override
  public BodyState ownStateOf(Blocks blocks, long totalBytes) {
    List<BlockRun> runs = blocks.conclusive();
    if (runs.isEmpty()) {
      return noBlocks(totalBytes);
    }
    boolean oneVersion = runs.size() == 1 && runs.getFirst().kind() == Kind.OF;
    long version = runs.getFirst().version();
    if (oneVersion && totalBytes == lengthBytes(version)) {
      return new BodyState.Whole(StateRange.only(version));
    }
    if (isMidway(runs, version, totalBytes)) {
      return new BodyState.MidChange();
    }
    if (oneVersion) {
      return new BodyState.WrongLength(version, lengthBytes(version));
    }
    return blocks.hasZeros() ? new BodyState.Hole() : new BodyState.Mixture();
  }

  /** What a body is that is shorter than the head of a block. */
  private BodyState noBlocks(long totalBytes) {
    boolean possible = totalBytes == evenBytes || totalBytes == oddBytes;
    return switch (transition) {
      case AT_ONCE -> possible ? new BodyState.TooShort() : new BodyState.WrongLength(0, evenBytes);
      case FROM_EMPTY -> totalBytes == 0 ? new BodyState.MidChange() : new BodyState.TooShort();
      case OVERWRITTEN, RESIZED -> new BodyState.TooShort();
    };
  }

  private boolean isMidway(List<BlockRun> runs, long first, long totalBytes) {
    return switch (transition) {
      case AT_ONCE -> false;
      case OVERWRITTEN -> isSeam(runs, first, totalBytes);
      case FROM_EMPTY ->
          runs.size() == 1 && runs.getFirst().kind() == Kind.OF && totalBytes < lengthBytes(first);
      case RESIZED -> isSeam(runs, first, totalBytes) || isSeam(runs, first + 1, totalBytes);
    };
  }

  /** Whether the runs are a prefix of a version, then the previous version, then zeros. */
  private boolean isSeam(List<BlockRun> runs, long version, long totalBytes) {
    if (totalBytes != lengthBytes(version)) {
      return false;
    }
    int stage = 0;
    for (BlockRun run : runs) {
      int own = stageOf(run, version, lengthBytes(version - 1));
      // Only the block where two stages meet can be mixed.
      boolean repeats = run.kind() == Kind.MIXED && run.count() > 1;
      if (own < stage || repeats) {
        return false;
      }
      stage = own;
    }
    return true;
  }

  /** 0 new, 1 mixed of new and old, 2 old, 3 old then zeros, 4 zeros; -1 anything else. */
  private static int stageOf(BlockRun run, long version, long beforeBytes) {
    long before = version - 1;
    boolean beyond = (long) run.end() * BlockPattern.BLOCK_BYTES > beforeBytes;
    return switch (run.kind()) {
      case OF -> run.version() == version ? 0 : run.version() == before ? 2 : -1;
      case MIXED -> {
        if (run.tail() == BlockRun.NONE) {
          yield !beyond ? -1 : run.version() == version ? 1 : run.version() == before ? 3 : -1;
        }
        yield run.version() == version && run.tail() == before ? 1 : -1;
      }
      case ZERO -> (long) run.first() * BlockPattern.BLOCK_BYTES >= beforeBytes ? 4 : -1;
      case DAMAGED, CLIPPED, FOREIGN -> -1;
    };
  }
}

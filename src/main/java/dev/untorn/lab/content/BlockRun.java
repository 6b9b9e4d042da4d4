package dev.untorn.lab.content;

/**
 * Neighbouring blocks that say the same of themselves.
 *
 * @param first index of the first block in the file
 * @param version of {@link Kind#OF} blocks, and the head's of {@link Kind#MIXED}; else {@link
 *     #NONE}
 * @param tail version of the later part of {@link Kind#MIXED}, {@link #NONE} for zeros
 */
public record BlockRun(int first, int count, Kind kind, long version, long tail) {
  public static final long NONE = -1;

  /** What a block is. */
  public enum Kind {
    /** Undamaged, in its place, of one version. */
    OF,
    /** The head of one version's block, the tail of another's (or zeros), nothing else. */
    MIXED,
    /** Nothing but zeros: a hole. */
    ZERO,
    /** Ours by its header or its trailer, but neither undamaged nor mixed of two versions. */
    DAMAGED,
    /** Too little of a block to tell, at the body's end. */
    CLIPPED,
    /** Not of this file, or not in its place. */
    FOREIGN
  }

  /** A run of undamaged blocks. */
  public static BlockRun of(int first, int count, long version) {
    return new BlockRun(first, count, Kind.OF, version, NONE);
  }

  /** A block that mixes two versions. */
  public static BlockRun mixed(int first, long head, long tail) {
    return new BlockRun(first, 1, Kind.MIXED, head, tail);
  }

  /** Blocks without a version. */
  public static BlockRun plain(int first, int count, Kind kind) {
    return new BlockRun(first, count, kind, NONE, NONE);
  }

  public int end() {
    return first + count;
  }

  boolean isContinuedBy(BlockRun next) {
    return end() == next.first && kind == next.kind && version == next.version && tail == next.tail;
  }
}

package dev.untorn.lab.content;

/**
 * Neighbouring blocks of the same kind and version.
 *
 * @param first index of the first block in the file
 * @param version of {@link Kind#OF} blocks, or of the head of a {@link Kind#MIXED} block; else
 *     {@link #NONE}
 * @param tail version of the rest of a {@link Kind#MIXED} block, {@link #NONE} for zeros
 */
public record BlockRun(int first, int count, Kind kind, long version, long tail) {
  public static final long NONE = -1;

  public enum Kind {
    /** Undamaged, at its index, of one version. */
    OF,
    /** The head of one version's block followed by the tail of another's, or by zeros. */
    MIXED,
    /** Only zeros: a hole. */
    ZERO,
    /** This file's header or trailer, but neither undamaged nor mixed of two versions. */
    DAMAGED,
    /** Too few bytes at the body's end to tell. */
    CLIPPED,
    /** Of another file or index. */
    FOREIGN
  }

  public static BlockRun of(int first, int count, long version) {
    return new BlockRun(first, count, Kind.OF, version, NONE);
  }

  public static BlockRun mixed(int first, long head, long tail) {
    return new BlockRun(first, 1, Kind.MIXED, head, tail);
  }

  public static BlockRun plain(int first, int count, Kind kind) {
    return new BlockRun(first, count, kind, NONE, NONE);
  }

  public int end() {
    return first + count;
  }

  /** Whether both are one run. */
  public boolean isContinuedBy(BlockRun next) {
    return end() == next.first && kind == next.kind && version == next.version && tail == next.tail;
  }
}

package dev.untorn.lab.content;

import java.util.List;
import java.util.stream.Stream;

/**
 * The block runs of a body.
 *
 * @param offset of the first byte in the file
 * @param sizeBytes received
 * @param runs in file order, without gaps
 */
public record Blocks(long offset, long sizeBytes, List<BlockRun> runs) {
  public static final Blocks NOTHING = new Blocks(0, 0, List.of());

  public Blocks {
    runs = List.copyOf(runs);
  }

  /** All runs but a clipped end. */
  public List<BlockRun> conclusive() {
    return runs.stream().filter(run -> run.kind() != BlockRun.Kind.CLIPPED).toList();
  }

  /** Whether every block is undamaged. */
  public boolean isClean() {
    return conclusive().stream().allMatch(run -> run.kind() == BlockRun.Kind.OF);
  }

  /** Whether there is a hole, or a block that continues with zeros. */
  public boolean hasZeros() {
    return runs.stream()
        .anyMatch(run ->
            run.kind() == BlockRun.Kind.ZERO
                || (run.kind() == BlockRun.Kind.MIXED && run.tail() == BlockRun.NONE));
  }

  /** All versions found, sorted, without duplicates. */
  public List<Long> versions() {
    return runs.stream()
        .flatMap(run -> Stream.of(run.version(), run.tail()))
        .filter(version -> version != BlockRun.NONE)
        .distinct()
        .sorted()
        .toList();
  }
}

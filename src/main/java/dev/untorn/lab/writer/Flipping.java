package dev.untorn.lab.writer;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;
import dev.untorn.lab.content.Run.Kind;

/**
 * Some lines of the file are rewritten in turn, one by each state; all else stays at version 0.
 * Lines are blocks, evenly spread. State s rewrites line (s - 1) mod lines with version s.
 *
 * @param lines that are ever rewritten
 */
record Flipping(long bytes, int lines) implements Course {
  @Override
  public long lengthBytes(long state) {
    return bytes;
  }

  /** The block that a state rewrites. */
  int blockOf(long state) {
    return Math.toIntExact((state - 1) % lines) * spacing();
  }

  private int spacing() {
    return Math.toIntExact(bytes / BlockPattern.BLOCK_BYTES) / lines;
  }

  @Override
  public Shape ownShapeOf(Blocks blocks, long totalBytes) {
    if (blocks.telling().isEmpty()) {
      return new Shape.Silent();
    }
    if (totalBytes != bytes) {
      return new Shape.WrongLength(0, bytes);
    }
    Span states = Span.ALL;
    boolean midway = false;
    for (Run run : blocks.telling()) {
      boolean mixed = run.kind() == Kind.MIXED && isFlip(run);
      if (!mixed && run.kind() != Kind.OF) {
        return blocks.hasZeros() ? new Shape.Hole() : new Shape.Mixture();
      }
      midway |= mixed;
      states = states.and(mixed ? Span.only(run.version()) : statesWith(run));
    }
    if (states.isEmpty()) {
      return new Shape.Mixture();
    }
    return midway ? new Shape.Midway() : new Shape.Whole(states);
  }

  private boolean isFlip(Run run) {
    return run.first() == blockOf(run.version())
        && run.tail() == Math.max(0, run.version() - lines);
  }

  /** In which states the blocks of a run have its version. */
  private Span statesWith(Run run) {
    Span states = Span.ALL;
    for (int block = run.first(); block < run.end(); block++) {
      boolean isLine = block % spacing() == 0 && block / spacing() < lines;
      if (isLine) {
        states = states.and(statesWith(block / spacing(), run.version()));
      } else if (run.version() != 0) {
        return new Span(0, -1);
      }
    }
    return states;
  }

  private Span statesWith(int line, long version) {
    if (version == 0) {
      return new Span(0, line);
    }
    boolean own = (version - 1) % lines == line;
    return own ? new Span(version, version + lines - 1) : new Span(0, -1);
  }
}

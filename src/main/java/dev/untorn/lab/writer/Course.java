package dev.untorn.lab.writer;

import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Run;

/** The states a file passes through under a writer, known beforehand. Pure. */
public sealed interface Course permits Rewriting, Appending, Flipping {
  /** Length of the file in a committed state. */
  long lengthBytes(long state);

  /**
   * What a complete body is.
   *
   * @param totalBytes of the whole representation, as the response's head gives it
   */
  default Shape shapeOf(Blocks blocks, long totalBytes) {
    for (Run run : blocks.runs()) {
      if (run.kind() == Run.Kind.FOREIGN) {
        return new Shape.Alien();
      }
    }
    return ownShapeOf(blocks, totalBytes);
  }

  /** As {@link #shapeOf}, for a body without foreign blocks. */
  Shape ownShapeOf(Blocks blocks, long totalBytes);
}

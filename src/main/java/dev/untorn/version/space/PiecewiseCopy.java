package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;

/**
 * A copy of a file, made piece by piece: between two pieces it is asked whether anybody still wants
 * it, and others may have their turn. One thread at a time.
 */
public final class PiecewiseCopy {
  /** Between two questions: a millisecond or two of copying in memory. */
  public static final long PIECE_BYTES = 4 * 1024 * 1024;

  /** How far it has come. */
  public enum State {
    /** There are more pieces. */
    UNDER_WAY,
    /** All bytes are in their place. */
    DONE,
    /** It was not to go on. */
    GIVEN_UP,
    /** The source is shorter than it was, or something else now. */
    CHANGED
  }

  /** What is copied. */
  public interface Original {
    /** Where the next piece is read. */
    LinuxFile file();

    /** Whether the copy is to go on. */
    boolean mayGoOn();

    /** Whether what was read of a file until now is what was to be copied. */
    boolean isTrue(LinuxFile read) throws IOException;
  }

  /** Where it goes. */
  public interface Target {
    /** Copies a stretch to the same offset; less at the file's end. Blocks. */
    long copy(LinuxFile from, long offset, long sizeBytes) throws IOException;
  }

  private final Original original;
  private final Target target;
  private final long end;
  private long pieceBytes;
  private long at;

  /**
   * Of a stretch.
   *
   * @param end exclusive
   * @param firstPieceBytes small if somebody waits for the first bytes
   */
  public PiecewiseCopy(
      Original original, Target target, long from, long end, long firstPieceBytes) {
    this.original = original;
    this.target = target;
    this.at = from;
    this.end = end;
    this.pieceBytes = firstPieceBytes;
  }

  /** Up to where the bytes are in their place. */
  public long copiedUntil() {
    return at;
  }

  /** Copies all pieces. Blocks. */
  public State all() throws IOException {
    State state = next();
    while (state == State.UNDER_WAY) {
      state = next();
    }
    return state;
  }

  /** Copies another piece, if there is one. Blocks. */
  public State next() throws IOException {
    if (at < end) {
      LinuxFile read = original.file();
      long copied = target.copy(read, at, Math.min(pieceBytes, end - at));
      pieceBytes = PIECE_BYTES;
      if (!original.mayGoOn()) {
        return State.GIVEN_UP;
      }
      if (copied == 0) {
        return State.CHANGED;
      }
      if (original.isTrue(read)) {
        at += copied;
      } else if (original.file() == read) {
        return State.CHANGED;
      } // Else it is read again, from what has taken that file's place.
    }
    return at < end ? State.UNDER_WAY : State.DONE;
  }
}

package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;

/**
 * Copies a file piece by piece: between two pieces, checks whether the copy is still wanted, and
 * other copies may have their turn. One thread at a time.
 */
public final class PiecewiseCopy {
  /** A millisecond or two of copying in memory. */
  public static final long PIECE_BYTES = 4 * 1024 * 1024;

  public enum State {
    UNDER_WAY,
    DONE,
    /** The original said to stop. */
    GIVEN_UP,
    /** The source is shorter, or another file now. */
    CHANGED
  }

  public interface Original {
    /** The file to read the next piece from. */
    LinuxFile file();

    boolean mayGoOn();

    /** Whether the bytes read from a file so far are the right ones. */
    boolean isTrue(LinuxFile read) throws IOException;
  }

  public interface Target {
    /** Copies a range to the same offset; less at the file's end. Blocks. */
    long copy(LinuxFile from, long offset, long sizeBytes) throws IOException;
  }

  private final Original original;
  private final Target target;
  private final long end;
  private long pieceBytes;
  private long at;

  /** Copies up to {@code end}, exclusive, the first piece small if a client waits for it. */
  public PiecewiseCopy(
      Original original, Target target, long from, long end, long firstPieceBytes) {
    this.original = original;
    this.target = target;
    this.at = from;
    this.end = end;
    this.pieceBytes = firstPieceBytes;
  }

  /** The end of the bytes copied so far. */
  public long copiedUntil() {
    return at;
  }

  public State all() throws IOException {
    State state = next();
    while (state == State.UNDER_WAY) {
      state = next();
    }
    return state;
  }

  /** Copies the next piece, if any. Blocks. */
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
      } // Else the piece is read again, from the file's replacement.
    }
    return at < end ? State.UNDER_WAY : State.DONE;
  }
}

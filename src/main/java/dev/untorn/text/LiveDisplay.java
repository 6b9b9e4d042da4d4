package dev.untorn.text;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Shows the progress of a long run: lines that stay, and in a terminal a block below them that is
 * redrawn in place. Thread-safe.
 */
public final class LiveDisplay {
  /** Often enough to look alive; costs almost nothing. */
  private static final long REDRAW_NANOS = 100_000_000;

  public enum Mode {
    /** Lines that stay, and the block. */
    TERMINAL,
    /** Only lines that stay. */
    LINES,
    QUIET
  }

  private final PrintWriter out;
  private final Mode mode;
  private final AtomicLong drawnNanos = new AtomicLong(System.nanoTime() - REDRAW_NANOS);
  private int blockLines;

  public LiveDisplay(PrintWriter out, Mode mode) {
    this.out = out;
    this.mode = mode;
  }

  /** Redraws only if the process has a terminal. */
  public static LiveDisplay on(PrintWriter out, boolean quiet) {
    return new LiveDisplay(out, quiet ? Mode.QUIET : isTerminal() ? Mode.TERMINAL : Mode.LINES);
  }

  /** Whether the process's output is a terminal. */
  public static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Whether output should have colours (no-color.org). */
  public static boolean isColoured() {
    return isTerminal() && System.getenv("NO_COLOR") == null;
  }

  public Mode mode() {
    return mode;
  }

  /** Prints a line that stays; removes the block. */
  public synchronized void keep(String line) {
    if (mode != Mode.QUIET) {
      clear();
      out.println(line);
      out.flush();
    }
  }

  /** Draws a block of lines in place of the previous one. */
  public synchronized void show(String block) {
    if (mode == Mode.TERMINAL) {
      erase();
      String lines = block.stripTrailing();
      out.println(lines);
      out.flush();
      blockLines = (int) lines.lines().count();
      drawnNanos.set(System.nanoTime());
    }
  }

  /** The same, at most ten times a second: for frequent calls of many threads. */
  public void showSometimes(Supplier<String> block) {
    long drawn = drawnNanos.get();
    long now = System.nanoTime();
    if (mode == Mode.TERMINAL
        && now - drawn > REDRAW_NANOS
        && drawnNanos.compareAndSet(drawn, now)) {
      show(block.get());
    }
  }

  /** Keeps the block; the next one comes below it and an empty line. */
  public synchronized void leave() {
    if (blockLines > 0) {
      out.println();
      blockLines = 0;
    }
  }

  /** Removes the block. */
  public synchronized void clear() {
    erase();
    out.flush();
  }

  private void erase() {
    if (blockLines > 0) {
      out.print("\033[" + blockLines + "A\r\033[J");
      blockLines = 0;
    }
  }
}

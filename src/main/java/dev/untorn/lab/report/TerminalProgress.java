package dev.untorn.lab.report;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** A line that moves, and above it one line for each judged cell. */
public final class TerminalProgress implements Progress {
  /** Fast enough to look alive, slow enough to cost nothing. */
  private static final long REDRAW_NANOS = 100_000_000;

  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private final long perCellNanos;
  private final LongAdder complete = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder incomplete = new LongAdder();
  private final AtomicLong drawnNanos = new AtomicLong();
  private volatile String name = "";
  private volatile int number;
  private volatile int of;
  private volatile long begunNanos;

  /**
   * Progress on a terminal.
   *
   * @param perCell for the time left
   */
  public TerminalProgress(PrintWriter out, Duration perCell) {
    this.out = out;
    this.perCellNanos = perCell.toNanos();
  }

  @Override
  public void begins(Cell cell, int number, int of) {
    this.name = cell.name();
    this.number = number;
    this.of = of;
    begunNanos = System.nanoTime();
    complete.reset();
    bytes.reset();
    refused.reset();
    incomplete.reset();
    draw();
  }

  @Override
  public void seen(Observation observation) {
    bytes.add(observation.blocks().sizeBytes());
    if (observation.head().status() == 503) {
      refused.increment();
    } else if (observation.close() == Close.COMPLETE) {
      complete.increment();
    } else if (observation.close() != Close.LEFT) {
      incomplete.increment();
    }
    long now = System.nanoTime();
    long drawn = drawnNanos.get();
    if (now - drawn > REDRAW_NANOS && drawnNanos.compareAndSet(drawn, now)) {
      draw();
    }
  }

  private synchronized void draw() {
    long spent = System.nanoTime() - begunNanos;
    long left = Math.max(0, perCellNanos - spent) + (of - number) * perCellNanos;
    out.printf(
        "%s%3d/%d  %-28s %6d complete, %d refused, %d incomplete, %d MiB; about %d s left",
        CLEAR_LINE,
        number,
        of,
        name,
        complete.sum(),
        refused.sum(),
        incomplete.sum(),
        bytes.sum() >> 20,
        left / 1_000_000_000 + 1);
    out.flush();
  }

  @Override
  public synchronized void judged(CellResult result) {
    out.println(CLEAR_LINE + LineProgress.line(result, number, of));
    out.flush();
  }

  @Override
  public void ends() {}
}

package dev.untorn.lab.report;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.run.Cell;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabProgress;
import dev.untorn.text.LiveDisplay;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Shows a run: a line for each judged cell, and counts of the current one. */
public final class LabDisplay implements LabProgress {
  private final LiveDisplay display;
  private final long perCellNanos;
  private final LongAdder complete = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder incomplete = new LongAdder();
  private volatile String name = "";
  private volatile int number;
  private volatile int of;
  private volatile long begunNanos;

  /**
   * Shows it on a display.
   *
   * @param perCell for the time left
   */
  public LabDisplay(LiveDisplay display, Duration perCell) {
    this.display = display;
    this.perCellNanos = perCell.toNanos();
  }

  @Override
  public void begins(Cell cell, int number, int of) {
    this.name = cell.name();
    this.number = number;
    this.of = of;
    begunNanos = System.nanoTime();
    Stream.of(complete, bytes, refused, incomplete).forEach(LongAdder::reset);
    display.show(block());
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
    display.showSometimes(this::block);
  }

  private String block() {
    long spent = System.nanoTime() - begunNanos;
    long left = Math.max(0, perCellNanos - spent) + (of - number) * perCellNanos;
    return "%3d/%d  %-28s %6d complete, %d refused, %d incomplete, %d MiB; about %d s left"
        .formatted(
            number,
            of,
            name,
            complete.sum(),
            refused.sum(),
            incomplete.sum(),
            bytes.sum() >> 20,
            left / 1_000_000_000 + 1);
  }

  @Override
  public void judged(CellResult result) {
    VerdictCounts counts = result.counts();
    display.keep(
        "%3d/%d  %-28s %6d judged, %6d whole"
                .formatted(number, of, result.cell().name(), counts.judged(), counts.whole())
            + Wording.found(counts)
            + result.unclear().map(why -> ", UNKNOWN: " + why).orElse(""));
  }
}

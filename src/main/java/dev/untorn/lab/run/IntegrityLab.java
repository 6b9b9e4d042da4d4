package dev.untorn.lab.run;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.mount.Mount;
import dev.untorn.lab.run.CellResult.Costs;
import dev.untorn.lab.target.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Runs a plan: the control arms first, then the cells one by one. */
public final class IntegrityLab {
  private final LabPlan plan;
  private final LabProgress progress;
  private final List<Cell> cells;
  private final List<Cell> controls;
  private int cellsBegun;
  private volatile boolean interrupted;

  public IntegrityLab(LabPlan plan, LabProgress progress) {
    this.plan = plan;
    this.progress = progress;
    this.cells = plan.cells();
    this.controls = plan.controls();
  }

  /** Ends the run early: aborts the current cell and skips the rest. */
  public void interrupt() {
    interrupted = true;
  }

  /**
   * Works in temporary directories below the plan's places.
   *
   * @param info for the report
   */
  public LabResult run(RunInfo info) throws InterruptedException {
    List<CellResult> controlled = new ArrayList<>();
    for (Cell control : controls) {
      controlled.addAll(examine(List.of(control)));
    }
    List<CellResult> results = runCells();
    return new LabResult(plan, info, controlled, results, interrupted);
  }

  /** Without the control arm, for tests of the lab itself. */
  List<CellResult> runCells() throws InterruptedException {
    List<CellResult> results = new ArrayList<>();
    for (int from = 0; from < cells.size(); ) {
      int to = from;
      while (to < cells.size() && sharesServer(cells.get(from), cells.get(to))) {
        to++;
      }
      results.addAll(examine(cells.subList(from, to)));
      from = to;
    }
    return results;
  }

  private static boolean sharesServer(Cell one, Cell other) {
    return one.target().equals(other.target())
        && one.link() == other.link()
        && one.place().equals(other.place());
  }

  /** Runs cells that share one server. */
  private List<CellResult> examine(List<Cell> group) throws InterruptedException {
    Cell first = group.getFirst();
    List<CellResult> results = new ArrayList<>();
    if (interrupted) {
      return results;
    }
    try (Link link = first.link().open();
        Mount mount = first.place().open();
        RunningServer server = first.target().serve(mount.served(), link)) {
      CellRun.Setting setting =
          new CellRun.Setting(plan, link, mount, server, progress, () -> !interrupted);
      for (Cell cell : group) {
        if (!interrupted) {
          results.add(examine(cell, setting));
        }
      }
    } catch (IOException e) {
      for (Cell cell : group.subList(results.size(), group.size())) {
        results.add(failed(cell, cell.server() + " could not serve: " + e));
      }
    }
    return results;
  }

  private CellResult examine(Cell cell, CellRun.Setting setting) throws InterruptedException {
    cellsBegun++;
    progress.begins(cell, cellsBegun, cells.size() + controls.size());
    CellResult result;
    try {
      CellRun run = new CellRun(cell, cellsBegun, setting);
      result = new CellJudge(cell, run.run()).judge(plan.perCell());
    } catch (IOException | RuntimeException e) {
      // Nothing is known about this cell; the others still run.
      result = failed(cell, e.toString());
    }
    progress.judged(result);
    return result;
  }

  private static CellResult failed(Cell cell, String why) {
    Samples none = Samples.of(LongStream.empty());
    return new CellResult(
        cell,
        Promise.NONE,
        Map.of(),
        Evidence.NONE,
        new Costs(0, none, none, none, Optional.empty()),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(why));
  }
}

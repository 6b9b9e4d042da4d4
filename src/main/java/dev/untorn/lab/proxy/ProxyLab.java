package dev.untorn.lab.proxy;

import dev.untorn.lab.run.RunInfo;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a plan: the controls first, then the cells one by one. */
public final class ProxyLab {
  private static final int CONTROL_TRIES = 4;

  private final ProxyPlan plan;
  private final ProxyProgress progress;
  private int cellsBegun;
  private int cellsRepeated;
  private volatile boolean interrupted;

  public ProxyLab(ProxyPlan plan, ProxyProgress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Ends the run early: aborts the current cell and skips the rest. */
  public void interrupt() {
    interrupted = true;
  }

  /**
   * Runs all cells.
   *
   * @param info for the report
   * @throws IOException if the origin cannot listen
   */
  public ProxyResult run(RunInfo info) throws IOException, InterruptedException {
    List<ProxyCellResult> controls = new ArrayList<>();
    List<ProxyCellResult> cells = new ArrayList<>();
    try (OriginServer origin = new OriginServer(plan.originPort(), plan.seed())) {
      for (NaiveTarget control : plan.controls()) {
        controls.add(examine(control, origin));
      }
      for (ProxyTarget target : plan.targets()) {
        List<ProxyCell> own =
            plan.cells().stream().filter(cell -> cell.target().equals(target)).toList();
        cells.addAll(examine(target, own, plan, origin));
      }
    }
    return new ProxyResult(plan, info, controls, cells, interrupted);
  }

  /** On a machine that is busy with other things a control may need several tries. */
  private ProxyCellResult examine(NaiveTarget control, OriginServer origin)
      throws InterruptedException {
    List<ProxyCell> cells = List.of(plan.cell(control));
    ProxyCellResult result = ProxyCellResult.failed(plan.cell(control), "interrupted");
    for (int i = 0; i < CONTROL_TRIES && !interrupted && !control.isCaughtIn(result); i++) {
      cellsRepeated += i == 0 ? 0 : 1;
      result =
          examine(control, cells, plan.forControls(), origin).stream().findFirst().orElse(result);
    }
    return result;
  }

  private List<ProxyCellResult> examine(
      ProxyTarget target, List<ProxyCell> cells, ProxyPlan timed, OriginServer origin)
      throws InterruptedException {
    List<ProxyCellResult> results = new ArrayList<>();
    if (interrupted) {
      return results;
    }
    try (RunningProxy proxy = target.start(origin)) {
      ProxyCellRun.Setting setting =
          new ProxyCellRun.Setting(timed, origin, proxy, progress, () -> !interrupted);
      for (ProxyCell cell : cells) {
        if (!interrupted) {
          results.add(examine(cell, setting));
        }
      }
    } catch (IOException e) {
      for (ProxyCell cell : cells.subList(results.size(), cells.size())) {
        results.add(ProxyCellResult.failed(cell, target.label() + " could not start: " + e));
      }
    }
    return results;
  }

  private ProxyCellResult examine(ProxyCell cell, ProxyCellRun.Setting setting)
      throws InterruptedException {
    cellsBegun++;
    progress.begins(cell, cellsBegun, plan.cellCount() + cellsRepeated);
    ProxyCellResult result;
    try {
      result = new ProxyCellJudge(cell, new ProxyCellRun(cell, cellsBegun, setting).run()).judge();
    } catch (RuntimeException e) {
      // Nothing is known about this cell; the others still run.
      result = ProxyCellResult.failed(cell, e.toString());
    }
    progress.judged(result);
    return result;
  }
}

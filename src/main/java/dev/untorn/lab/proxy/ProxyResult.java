package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.run.LabResult.Outcome;
import dev.untorn.lab.run.RunInfo;
import java.util.List;
import java.util.stream.Stream;

/**
 * A judged run.
 *
 * @param controls the arms that must be caught, in the order of the plan
 * @param interrupted whether the run was ended early
 */
public record ProxyResult(
    ProxyPlan plan,
    RunInfo info,
    List<ProxyCellResult> controls,
    List<ProxyCellResult> cells,
    boolean interrupted) {
  public ProxyResult {
    controls = List.copyOf(controls);
    cells = List.copyOf(cells);
  }

  public List<ProxyCellResult> all() {
    return Stream.concat(controls.stream(), cells.stream()).toList();
  }

  /** A lab that misses cut and mixed bodies where they certainly occur proves nothing elsewhere. */
  public boolean controlsCaught() {
    return isCaught(NaiveTarget.WHOLE, Anomaly.SHORT)
        && isCaught(NaiveTarget.PARTS, Anomaly.TORN)
        && isCaught(NaiveTarget.MIRRORS, Anomaly.TORN);
  }

  private boolean isCaught(NaiveTarget control, Anomaly by) {
    return controls.stream()
        .filter(cell -> cell.cell().target() == control)
        .anyMatch(cell -> cell.counts().count(by) > 0);
  }

  public Outcome outcome() {
    if (!controlsCaught()) {
      return Outcome.UNKNOWN;
    }
    if (any(ProxyStanding.BROKEN)) {
      return Outcome.BROKEN;
    }
    return any(ProxyStanding.UNKNOWN) || interrupted ? Outcome.UNKNOWN : Outcome.KEPT;
  }

  private boolean any(ProxyStanding standing) {
    return cells.stream().anyMatch(cell -> cell.standing() == standing);
  }
}

package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.run.CellResult.Standing;
import java.util.List;
import java.util.stream.Stream;

/**
 * A judged run.
 *
 * @param controls the arm that must be found torn, over each link in each place
 * @param interrupted whether the run was ended early
 */
public record LabResult(
    LabPlan plan,
    RunInfo info,
    List<CellResult> controls,
    List<CellResult> cells,
    boolean interrupted) {

  /** Whether all targets kept their promises; the numbers are exit codes. */
  public enum Outcome {
    KEPT(0),
    BROKEN(1),
    UNKNOWN(3);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  public LabResult {
    controls = List.copyOf(controls);
    cells = List.copyOf(cells);
  }

  public List<CellResult> all() {
    return Stream.concat(controls.stream(), cells.stream()).toList();
  }

  /** A lab that misses torn bodies where they certainly occur proves nothing elsewhere. */
  public boolean controlCaught() {
    return controls.stream().allMatch(control -> control.counts().count(Anomaly.TORN) > 0);
  }

  public Outcome outcome() {
    if (!controlCaught()) {
      return Outcome.UNKNOWN;
    }
    if (any(Standing.BROKEN)) {
      return Outcome.BROKEN;
    }
    return any(Standing.UNKNOWN) || interrupted ? Outcome.UNKNOWN : Outcome.KEPT;
  }

  private boolean any(Standing standing) {
    return cells.stream().anyMatch(cell -> cell.standing() == standing);
  }
}

package dev.untorn.lab.proxy;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.LabResult.Outcome;
import dev.untorn.lab.run.RunInfo;
import java.util.ArrayList;
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

  /** A lab that misses what is certainly wrong proves nothing elsewhere. */
  public boolean controlsCaught() {
    return missedControls().isEmpty();
  }

  /** The controls in which the lab did not find what they do wrong. */
  public List<NaiveTarget> missedControls() {
    return plan.controls().stream()
        .filter(control ->
            controls.stream()
                .filter(cell -> cell.cell().target() == control)
                .noneMatch(control::isCaughtIn))
        .toList();
  }

  /** What was to be measured and was not, of each proxy: kinds of clients, joined files, purges. */
  public List<String> unmeasured() {
    return plan.targets().stream().flatMap(target -> unmeasured(target).stream()).toList();
  }

  private List<String> unmeasured(ProxyTarget target) {
    List<ProxyCellResult> own =
        cells.stream().filter(cell -> cell.cell().target().equals(target)).toList();
    ProxyEvidence evidence =
        own.stream().map(ProxyCellResult::evidence).reduce(ProxyEvidence.NONE, ProxyEvidence::plus);
    List<String> missing = new ArrayList<>();
    Stream.of(ClientKind.values())
        .filter(kind -> own.stream().anyMatch(cell -> cell.cell().clients().contains(kind)))
        .filter(kind -> own.stream().allMatch(cell -> cell.counts(kind).judged() == 0))
        .forEach(kind -> missing.add("responses to client " + kind.label()));
    if (plan.clients().contains(ClientKind.SEGMENTS) && evidence.joinedFiles() == 0) {
      missing.add("joined files");
    }
    if (plan.clients().contains(ClientKind.PURGE)
        && target.purges()
        && evidence.afterPurges() == 0) {
      missing.add("responses after purges");
    }
    return missing.stream().map(what -> target.label() + ": no " + what).toList();
  }

  public Outcome outcome() {
    if (!controlsCaught()) {
      return Outcome.UNKNOWN;
    }
    if (any(ProxyStanding.BROKEN)) {
      return Outcome.BROKEN;
    }
    return any(ProxyStanding.UNKNOWN) || interrupted || !unmeasured().isEmpty()
        ? Outcome.UNKNOWN
        : Outcome.KEPT;
  }

  private boolean any(ProxyStanding standing) {
    return cells.stream().anyMatch(cell -> cell.standing() == standing);
  }
}

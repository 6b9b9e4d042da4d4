package dev.untorn.lab.report;

import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.LabResult;

/** The run as text: anomalies, costs, and how it was made. */
public final class IntegrityText {
  private IntegrityText() {}

  /** All of it, with or without the colours of a terminal. */
  public static String text(LabResult result, boolean colour) {
    StringBuilder failures = new StringBuilder();
    for (CellResult row : result.all()) {
      row.unclear().ifPresent(why -> failures.append(row.cell().name() + ": " + why + "\n"));
    }
    String links = Wording.links(result);
    return "\n"
        + ResultTables.anomalies(result).terminal(colour)
        + "\n"
        + ResultTables.costs(result).terminal(colour)
        + "\n"
        + failures
        + Wording.outcome(result)
        + "\n\n"
        + Wording.BOUND
        + "\navailable: whole versions among all judged, the rest wrong, cut or refused.\n"
        + (links.isEmpty() ? "" : links + "\n")
        + "seed "
        + result.plan().seed()
        + ", "
        + Wording.made(result)
        + "\n"
        + result.info().command()
        + "\n";
  }
}

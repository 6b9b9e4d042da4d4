package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.util.List;

/** The report as lines for a terminal. */
public record HazardText(HazardReport report, boolean coloured, StringBuilder out) {
  public static String render(HazardReport report, boolean coloured) {
    HazardText text = new HazardText(report, coloured, new StringBuilder());
    text.write();
    return text.out.toString();
  }

  private void write() {
    Tone tone = report.control() == Control.SHARES_PAGES ? Tone.BOLD : Tone.BAD;
    out.append(styled(tone, report.control().sentence)).append('\n');
    HazardTables.conclusions(report).forEach(this::line);
    for (Network network : report.plan().networks()) {
      network(network);
    }
    section("Marks");
    table(HazardTables.marks());
    section("Ways of handing over");
    table(HazardTables.terms(report.plan().ways()));
    section("Writers");
    table(HazardTables.terms(report.plan().changes()));
    section("Beside the table");
    report.demonstrations().forEach(shown -> line(shown.sentence()));
    section("Made by");
    line(report.info().command());
    line(HazardTables.made(report));
  }

  private void network(Network network) {
    section("Over " + network.label() + ": " + network.sentence());
    String reason = report.unavailable().get(network);
    if (reason != null) {
      line("Not possible on this machine: " + reason);
      return;
    }
    for (Place place : report.places()) {
      out.append('\n').append(styled(Tone.BOLD, place.filesystem())).append(" (");
      out.append(place.directory()).append("); writer below, way of handing over to the right\n");
      out.append(HazardTables.squares(report, place, network, true).terminal(coloured));
      List<HazardCell> changed =
          report.cells(place, network).stream()
              .filter(cell -> cell.way() == Way.SENDFILE)
              .filter(cell -> cell.finding() instanceof Finding.Unstable)
              .toList();
      if (!changed.isEmpty()) {
        out.append('\n').append(HazardTables.bytes(changed).terminal(coloured));
      }
    }
  }

  private void section(String title) {
    out.append('\n').append(styled(Tone.BOLD, title)).append('\n');
  }

  private void line(String text) {
    out.append("  ").append(text).append('\n');
  }

  private void table(Table table) {
    table.terminal(coloured).lines().forEach(this::line);
  }

  private String styled(Tone tone, String text) {
    return coloured ? tone.terminal(text) : text;
  }
}

package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.text.HtmlPage;
import java.util.List;

/** The report as one page that needs no network. */
public record HazardPage(HazardReport report, HtmlPage page) {
  public static String render(HazardReport report) {
    HtmlPage page =
        new HtmlPage(
            "Untorn: the hazard of handing over pages",
            "When do sent bytes stop following their file?");
    return new HazardPage(report, page).write();
  }

  private String write() {
    page.paragraph(
            "A file of old bytes is handed to a TCP connection whose peer does not read. Then the"
                + " file is changed. Then the peer reads. Each square says what it got, and until"
                + " when bytes could still change.")
        .note(HazardTables.made(report))
        .command(report.info().command())
        .element(
            "p", report.control() == Control.SHARES_PAGES ? "" : "alarm", report.control().sentence)
        .section("What follows");
    HazardTables.conclusions(report).forEach(page::paragraph);
    page.section("What the squares say").beginTerms();
    for (HazardTables.Key key : HazardTables.LEGEND) {
      page.element("dt", "mark " + key.style(), key.mark()).element("dd", "", key.sentence());
    }
    page.endTerms().section("Ways of handing over, and writers").beginTerms();
    report.plan().ways().forEach(way -> page.term(way.label(), way.sentence()));
    page.endTerms().heading("Writers").beginTerms();
    report.plan().changes().forEach(change -> page.term(change.label(), change.sentence()));
    page.endTerms();
    for (Network network : report.plan().networks()) {
      network(network);
    }
    page.section("Beside the table");
    report.demonstrations().forEach(shown -> page.paragraph(shown.sentence()));
    return page.end();
  }

  private void network(Network network) {
    page.section("Over " + network.label()).paragraph("This is " + network.sentence() + ".");
    String reason = report.unavailable().get(network);
    if (reason != null) {
      page.paragraph("Not possible on this machine: " + reason);
      return;
    }
    for (Place place : report.places()) {
      List<HazardCell> changed =
          report.cells(place, network).stream()
              .filter(cell -> !(cell.finding() instanceof Finding.Stable))
              .toList();
      page.heading(place.filesystem() + ", " + place.directory())
          .add(HazardTables.squares(report, place, network, false).html())
          .details(
              "How many bytes changed, and where they were then",
              () -> page.add(HazardTables.bytes(changed).html()));
    }
  }
}

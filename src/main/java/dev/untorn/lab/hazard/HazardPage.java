package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
import dev.untorn.lab.mount.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The report as one page that needs no network: light and dark, readable on a telephone. */
public final class HazardPage {
  private final HazardReport report;
  private final StringBuilder out = new StringBuilder();

  private HazardPage(HazardReport report) {
    this.report = report;
  }

  /** Renders. */
  public static String render(HazardReport report) {
    HazardPage page = new HazardPage(report);
    page.write();
    return page.out.toString();
  }

  private void write() {
    out.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Untorn: the hazard of handing over pages</title>\n<style>\n")
        .append(style())
        .append("</style>\n<h1>When do sent bytes stop following their file?</h1>\n");
    paragraph(
        "A file of old bytes is handed to a TCP connection whose peer does not read. Then the file"
            + " is changed. Then the peer reads. Each square says what it got, and until when bytes"
            + " could still change.");
    out.append("<p class=\"soft\">")
        .append(escaped(HazardSummary.made(report)))
        .append("<br><code>");
    out.append(escaped(report.command())).append("</code></p>\n");
    String frame = report.control() == Control.SHARES_PAGES ? "<p>" : "<p class=\"alarm\">";
    out.append(frame).append(escaped(report.control().sentence())).append("</p>\n");
    heading("What follows");
    HazardSummary.conclusions(report).forEach(this::paragraph);
    heading("What the squares say");
    legend();
    heading("Ways of handing over, and writers");
    out.append("<ul>\n");
    report.plan().ways().forEach(way -> item(way.label(), way.sentence()));
    out.append("</ul>\n<ul>\n");
    report.plan().changes().forEach(change -> item(change.label(), change.sentence()));
    out.append("</ul>\n");
    for (Network network : Network.values()) {
      if (report.plan().networks().contains(network)) {
        network(network);
      }
    }
    heading("Beside the table");
    report.demonstrations().forEach(shown -> paragraph(shown.sentence()));
    out.append("</html>\n");
  }

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(HazardPage.class.getResourceAsStream("hazard.css"))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void legend() {
    out.append("<ul class=\"keys\">\n");
    for (HazardSummary.Key key : HazardSummary.LEGEND) {
      out.append("<li><span class=\"key ").append(key.style()).append("\">");
      out.append(escaped(key.mark())).append("</span> <span>");
      out.append(escaped(key.sentence())).append("</span></li>\n");
    }
    out.append("</ul>\n");
  }

  private void network(Network network) {
    heading("Over " + network.label());
    paragraph("This is " + network.sentence() + ".");
    String reason = report.unavailable().get(network);
    if (reason != null) {
      paragraph("Not possible on this machine: " + reason);
      return;
    }
    for (Place place : report.places()) {
      table(place, network);
      details(place, network);
    }
  }

  private void table(Place place, Network network) {
    out.append("<h3>").append(escaped(place.filesystem())).append(" <small>");
    out.append(escaped(place.directory().toString())).append("</small></h3>\n");
    out.append("<div class=\"scroll\"><table>\n<thead><tr><th>writer \\ way</th>");
    for (Way way : report.plan().ways()) {
      out.append("<th title=\"").append(escaped(way.sentence())).append("\">");
      out.append(escaped(way.label())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (Change change : report.plan().changes()) {
      out.append("<tr><th title=\"").append(escaped(change.sentence())).append("\">");
      out.append(escaped(change.label())).append("</th>");
      for (Way way : report.plan().ways()) {
        Finding finding = report.finding(place, network, way, change);
        out.append("<td class=\"mark ").append(finding.style()).append("\">");
        out.append(escaped(finding.mark())).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
  }

  private void details(Place place, Network network) {
    out.append("<details><summary>How many bytes changed, and where they were then</summary>\n")
        .append("<div class=\"scroll\"><table>\n<thead><tr><th>way</th><th>writer</th>")
        .append("<th>size</th><th>acknowledged, unread</th><th>in flight</th><th>unsent</th>")
        .append("<th>writer took</th></tr></thead>\n<tbody>\n");
    report.cells().stream()
        .filter(cell -> cell.place().equals(place) && cell.network() == network)
        .filter(cell -> !(cell.finding() instanceof Finding.Stable))
        .forEach(this::details);
    out.append("</tbody></table></div></details>\n");
  }

  private void details(HazardCell cell) {
    for (Outcome outcome : cell.outcomes()) {
      out.append("<tr>");
      data(cell.way().label());
      data(cell.change().label());
      data(new Size(cell.sizeBytes()).toString());
      switch (outcome) {
        case Trial trial -> {
          data(trial.acknowledged().text());
          data(trial.inFlight().text());
          data(trial.unsent().text());
          data(trial.writerNanos() / 1000 + " µs" + (trial.writerHeld() ? ", held" : ""));
        }
        case Impossible(String reason) -> reason("not offered: " + reason);
        case Outcome.Failed(String reason) -> reason("broke off: " + reason);
      }
      out.append("</tr>\n");
    }
  }

  private void reason(String text) {
    out.append("<td colspan=\"4\" class=\"none\">").append(escaped(text)).append("</td>");
  }

  private void heading(String text) {
    out.append("<h2>").append(escaped(text)).append("</h2>\n");
  }

  private void paragraph(String text) {
    out.append("<p>").append(escaped(text)).append("</p>\n");
  }

  private void item(String term, String sentence) {
    out.append("<li><strong>").append(escaped(term)).append("</strong>: ");
    out.append(escaped(sentence)).append("</li>\n");
  }

  private void data(String text) {
    out.append("<td>").append(escaped(text)).append("</td>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

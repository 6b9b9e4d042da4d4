package dev.untorn.lab.hazard;

import dev.untorn.config.Size;
import dev.untorn.lab.mount.Place;
import java.util.List;

/** The report as lines for a terminal. */
public final class HazardText {
  private static final int ROW_HEAD_WIDTH = 11;
  private static final int COLUMN_WIDTH = 10;
  private static final int STATE_WIDTH = 24;

  private final HazardReport report;
  private final boolean coloured;
  private final StringBuilder out = new StringBuilder();

  private HazardText(HazardReport report, boolean coloured) {
    this.report = report;
    this.coloured = coloured;
  }

  /** Renders, with colours or plain. */
  public static String render(HazardReport report, boolean coloured) {
    HazardText text = new HazardText(report, coloured);
    text.write();
    return text.out.toString();
  }

  private void write() {
    control();
    HazardSummary.conclusions(report).forEach(this::line);
    for (Network network : Network.values()) {
      if (report.plan().networks().contains(network)) {
        network(network);
      }
    }
    section("Marks");
    HazardSummary.LEGEND.forEach(key -> entry(key.mark(), key.sentence()));
    section("Ways of handing over");
    report.plan().ways().forEach(way -> entry(way.label(), way.sentence()));
    section("Writers");
    report.plan().changes().forEach(change -> entry(change.label(), change.sentence()));
    section("Beside the table");
    report.demonstrations().forEach(shown -> line(shown.sentence()));
    footer();
  }

  private void control() {
    String style = report.control() == Control.SHARES_PAGES ? "1" : "1;31";
    out.append(styled(style, report.control().sentence())).append('\n');
  }

  private void network(Network network) {
    section("Over " + network.label() + ": " + network.sentence());
    String reason = report.unavailable().get(network);
    if (reason != null) {
      line("Not possible on this machine: " + reason);
      return;
    }
    for (Place place : report.places()) {
      table(place, network);
      details(place, network);
    }
  }

  private void table(Place place, Network network) {
    out.append('\n').append(styled("1", place.filesystem())).append(" (");
    out.append(place.directory()).append("); writer below, way of handing over to the right\n");
    out.append(padded("", ROW_HEAD_WIDTH));
    for (Way way : report.plan().ways()) {
      out.append(padded(way.label(), width(place, network, way)));
    }
    out.append('\n');
    for (Change change : report.plan().changes()) {
      out.append(padded(change.label(), ROW_HEAD_WIDTH));
      for (Way way : report.plan().ways()) {
        Finding finding = report.finding(place, network, way, change);
        String mark = padded(finding.mark(), width(place, network, way));
        out.append(styled(style(finding), mark));
      }
      out.append('\n');
    }
  }

  /** Enough for the longest mark of a column and a gap. */
  private int width(Place place, Network network, Way way) {
    return report.plan().changes().stream()
            .map(change -> report.finding(place, network, way, change).mark().length())
            .reduce(way.label().length(), Math::max)
        + 2;
  }

  /** Bytes of the way that everybody uses, where they changed. */
  private void details(Place place, Network network) {
    List<HazardCell> changed =
        report.cells().stream()
            .filter(cell -> cell.place().equals(place) && cell.network() == network)
            .filter(cell -> cell.way() == Way.SENDFILE)
            .filter(cell -> cell.finding() instanceof Finding.Unstable)
            .toList();
    if (changed.isEmpty()) {
      return;
    }
    out.append(padded("sendfile, in bytes", ROW_HEAD_WIDTH + COLUMN_WIDTH));
    for (String state : List.of("acknowledged, unread", "in flight", "unsent")) {
      out.append(padded(state, STATE_WIDTH));
    }
    out.append('\n');
    for (HazardCell cell : changed) {
      if (cell.outcomes().getFirst() instanceof Trial trial) {
        out.append(padded(cell.change().label(), ROW_HEAD_WIDTH));
        out.append(padded(new Size(cell.sizeBytes()).toString(), COLUMN_WIDTH));
        out.append(padded(trial.acknowledged().text(), STATE_WIDTH));
        out.append(padded(trial.inFlight().text(), STATE_WIDTH));
        out.append(trial.unsent().text()).append('\n');
      }
    }
  }

  private void footer() {
    section("Made by");
    line(report.command());
    line(HazardSummary.made(report));
  }

  private void section(String title) {
    out.append('\n').append(styled("1", title)).append('\n');
  }

  private void line(String text) {
    out.append("  ").append(text).append('\n');
  }

  private void entry(String term, String sentence) {
    line(padded(term, ROW_HEAD_WIDTH) + sentence);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String style(Finding finding) {
    return switch (finding) {
      case Finding.Stable() -> "32";
      case Finding.Held() -> "36";
      case Finding.Unstable(var _, Finding.Until until) ->
          switch (until) {
            case SENT, ACKNOWLEDGED -> "33";
            case READ -> "31";
          };
      case Impossible _ -> "2";
      case Finding.Unknown _ -> "35";
    };
  }

  private String styled(String style, String text) {
    return coloured ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}

package dev.untorn.lab.report;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.proxy.NaiveTarget;
import dev.untorn.lab.proxy.ProxyCellResult;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.proxy.ProxyStanding;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.text.Html;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What several reports of proxies say in the same words. */
final class ProxyWording {
  /** How the bound is to be read. */
  static final String BOUND =
      "Objects met: objects with a fault of their origin about which a client got a response that"
          + " it accepts; responses about one object are not independent, so they count once. N <p:"
          + " no response was wrong about N objects, so the true rate for an object is below p ="
          + " 3/N with 95 % confidence.";

  private ProxyWording() {}

  static String outcome(ProxyResult result) {
    return switch (result.outcome()) {
      case KEPT ->
          "No response was wrong: "
              + ProxyTables.counts(result.cells()).judged()
              + " responses judged.";
      case BROKEN -> "Wrong responses were accepted: " + wrong(result) + ".";
      case UNKNOWN -> "Unknown: " + unclear(result) + ".";
    };
  }

  private static String wrong(ProxyResult result) {
    return ProxyTables.byTarget(result.cells()).entrySet().stream()
        .filter(target -> ProxyTables.counts(target.getValue()).deceived() > 0)
        .map(target -> {
          VerdictCounts counts = ProxyTables.counts(target.getValue());
          return target.getKey()
              + " "
              + Wording.among(counts.deceived(), counts.judged())
              + " ("
              + Wording.deceiving(counts)
              + ")";
        })
        .collect(Collectors.joining("; "));
  }

  private static String unclear(ProxyResult result) {
    if (!result.controlsCaught()) {
      String missed =
          result.missedControls().stream()
              .map(NaiveTarget::label)
              .collect(Collectors.joining(", "));
      return "the controls were not caught ("
          + missed
          + "), so this run proves nothing"
          + result.controls().stream()
              .map(ProxyCellResult::failure)
              .flatMap(Optional::stream)
              .findFirst()
              .map(why -> " (" + why + ")")
              .orElse("");
    }
    String cells =
        result.cells().stream()
            .filter(cell -> cell.standing() == ProxyStanding.UNKNOWN)
            .map(cell -> cell.cell().name() + " (" + cell.unclear().orElse("") + ")")
            .collect(Collectors.joining("; "));
    String unmeasured = String.join("; ", result.unmeasured());
    String gaps =
        cells.isEmpty() || unmeasured.isEmpty() ? cells + unmeasured : cells + "; " + unmeasured;
    return result.interrupted()
        ? "interrupted after %d of %d cells"
                .formatted(result.cells().size(), result.plan().cells().size())
            + (gaps.isEmpty() ? "" : "; " + gaps)
        : gaps;
  }

  /** The first wrong response of each kind in each cell. */
  static List<String> details(ProxyResult result) {
    List<String> lines = new ArrayList<>();
    for (ProxyCellResult cell : result.cells()) {
      new TreeMap<>(cell.details())
          .forEach((anomaly, detail) -> {
            if (!anomaly.isHonest()) {
              lines.add(cell.cell().name() + ", " + anomaly.label() + ": " + detail);
            }
          });
    }
    return lines;
  }

  static String sizes(ProxyResult result) {
    return "objects of up to %s bytes, a few of %s"
        .formatted(
            Html.count(result.plan().sizes().bytes()),
            Html.count(result.plan().sizes().largeBytes()));
  }

  /** Where and when, in a line. */
  static String made(ProxyResult result) {
    RunInfo info = result.info();
    return "%s, %s, Linux %s, %d processors, %s"
        .formatted(
            info.start().truncatedTo(ChronoUnit.SECONDS),
            info.host(),
            info.kernel(),
            info.processors(),
            info.version());
  }
}

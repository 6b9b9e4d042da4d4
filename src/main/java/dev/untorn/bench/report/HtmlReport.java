package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.HtmlPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** A run as one page with charts. */
public final class HtmlReport {
  private HtmlReport() {}

  public static String text(BenchResult result, Verdict verdict) {
    String title =
        result.series().stream()
            .map(series -> series.server().name())
            .distinct()
            .collect(Collectors.joining(", ", "Load test of ", ""));
    HtmlPage page = new HtmlPage(title, title);
    conclusion(page, result, verdict);
    result.series().stream()
        .collect(Collectors.groupingBy(Series::caseName, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, rows) -> section(page.section(name), result, rows));
    return page.footer()
        .paragraph(
            "× baseline: the median, least and most of the rounds' ratios to the same round of the"
                + " baseline; other figures are over all rounds together. Latency counts from when"
                + " a request was due. A percentile needs at least one response beyond it. CPU is"
                + " the processor time of the server's processes.")
        .paragraph(Phrases.machine(result) + " · " + result.start())
        .command(result.command())
        .end();
  }

  private static void conclusion(HtmlPage page, BenchResult result, Verdict verdict) {
    List<String> warnings = Warnings.of(result);
    page.outcome(
            !verdict.passed() ? "broken" : warnings.isEmpty() ? "kept" : "unknown",
            verdict.headline())
        .list(verdict.failures())
        .list(Summary.of(result))
        .note(new Conditions(result.plan()).text());
    if (!warnings.isEmpty()) {
      page.details("Warnings: " + warnings.size(), () -> page.list(warnings));
    }
  }

  private static void section(HtmlPage page, BenchResult result, List<Series> rows) {
    Tables tables = new Tables(result, rows, true);
    page.add(tables.speeds().html())
        .heading("Throughput over time")
        .add(Plots.speeds(rows))
        .heading("Latency by percentile")
        .add(tables.latencies().html())
        .add(Plots.latencies(rows));
  }
}

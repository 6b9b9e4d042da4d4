package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Html;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A run as one page that needs nothing else: light and dark, for screens of any width. */
public final class HtmlReport {
  private static final double BYTES_PER_GB = 1e9;

  private final BenchResult result;
  private final Verdict verdict;
  private final StringBuilder page = new StringBuilder(1 << 15);

  /** A page about a run. */
  public HtmlReport(BenchResult result, Verdict verdict) {
    this.result = result;
    this.verdict = verdict;
  }

  /** All of it. */
  public String text() {
    String title = "Load test of " + String.join(", ", servers());
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>")
        .append(Html.escape(title))
        .append("</title><style>")
        .append(Html.style())
        .append("</style></head><body><main>\n<header><h1>")
        .append(Html.escape(title))
        .append("</h1>");
    conclusion();
    page.append("</header>\n");
    cases().forEach(this::section);
    page.append("<footer><p>× baseline: the median, least and most of the rounds' ratios to the")
        .append(" same round of the baseline; other figures are over all rounds together. Latency")
        .append(" counts from when a request was due. A percentile needs at least one response")
        .append(" beyond it. CPU is the processor time of the server's processes.</p><p>")
        .append(Html.escape(result.host().text() + Words.software(result)))
        .append(" · ")
        .append(result.start())
        .append("</p><p><code>")
        .append(Html.escape(result.command()))
        .append("</code></p></footer>\n</main></body></html>\n");
    return page.toString();
  }

  private List<String> servers() {
    return result.series().stream().map(series -> series.contender().name()).distinct().toList();
  }

  /** What most readers want to know, and all they must know before they believe it. */
  private void conclusion() {
    List<String> warnings = Warnings.of(result);
    outcome(
        !verdict.passed() ? "broken" : warnings.isEmpty() ? "kept" : "unknown", verdict.headline());
    list(verdict.failures());
    list(Summary.of(result));
    page.append("<p class=\"note\">")
        .append(Html.escape(new Conditions(result.plan()).text()))
        .append("</p>");
    if (!warnings.isEmpty()) {
      page.append("<details><summary>Warnings: ").append(warnings.size()).append("</summary>");
      list(warnings);
      page.append("</details>");
    }
  }

  private void outcome(String kind, String text) {
    page.append("<p class=\"outcome ").append(kind).append("\">").append(Html.escape(text));
    page.append("</p>");
  }

  private void list(List<String> lines) {
    if (!lines.isEmpty()) {
      page.append("<ul>");
      lines.forEach(line -> page.append("<li>").append(Html.escape(line)).append("</li>"));
      page.append("</ul>");
    }
  }

  private Map<String, List<Series>> cases() {
    Map<String, List<Series>> cases = new LinkedHashMap<>();
    for (Series series : result.series()) {
      cases.computeIfAbsent(series.caseName(), _ -> new ArrayList<>()).add(series);
    }
    return cases;
  }

  private void section(String name, List<Series> rows) {
    page.append("<section><h2>").append(Html.escape(name)).append("</h2>");
    speeds(rows);
    page.append("<h3>Throughput over time</h3>")
        .append(TimePlot.of(rows))
        .append("<h3>Latency by percentile</h3>");
    latencies(rows);
    page.append(PercentilePlot.of(rows)).append("</section>\n");
  }

  private void speeds(List<Series> rows) {
    begin(
        "requests",
        "requests/s",
        "× baseline",
        "GB",
        "MB/s",
        "CPU µs/request",
        "CPU × baseline",
        "CPU s/GB",
        "status",
        "errors");
    for (Series row : rows) {
      row(row);
      cell("%,d".formatted(row.requests()));
      cell(Words.number(row.requestsPerSecond()));
      cell(Words.ratio(result, row, Sample::requestsPerSecond));
      cell(Words.number(row.bytes() / BYTES_PER_GB));
      cell(Words.number(row.bytesPerSecond() / Words.BYTES_PER_MB));
      cell(Words.number(row.cpuMicrosPerRequest()));
      cell(Words.ratio(result, row, Words::cpu));
      cell(Words.number(row.cpuSecondsPerGb()));
      cell(Words.statuses(row));
      cell(row.errors() == 0 ? "0" : Words.faults(row));
    }
    end();
  }

  private void latencies(List<Series> rows) {
    begin(Quantile.ALL.stream().map(Quantile::name).toArray(String[]::new));
    for (Series row : rows) {
      row(row);
      Histogram histogram = row.latencyNanos();
      Quantile.ALL.forEach(quantile -> cell(quantile.text(histogram)));
    }
    end();
  }

  private void begin(String... heads) {
    page.append("<div class=\"scroll\"><table><thead><tr><th>server</th>");
    heads(heads);
    page.append("</tr></thead><tbody>");
  }

  private void row(Series row) {
    page.append("<tr><th>").append(Html.escape(row.contender().name())).append("</th>");
  }

  private void end() {
    page.append("</tbody></table></div>");
  }

  private void heads(String... names) {
    for (String name : names) {
      page.append("<th>").append(Html.escape(name)).append("</th>");
    }
  }

  private void cell(String text) {
    page.append("<td>").append(Html.escape(text)).append("</td>");
  }
}

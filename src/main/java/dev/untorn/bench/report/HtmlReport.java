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
  private final BenchResult result;
  private final StringBuilder page = new StringBuilder(1 << 15);

  /** A page about a run. */
  public HtmlReport(BenchResult result) {
    this.result = result;
  }

  /** All of it. */
  public String text() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Untorn bench</title><style>")
        .append(Html.style())
        .append("</style></head><body><main>\n<header><h1>Load test</h1><p>")
        .append(Html.escape(Words.how(result)))
        .append("</p>");
    for (String warning : Words.warnings(result)) {
      page.append("<p class=\"outcome unknown\">").append(Html.escape(warning)).append("</p>");
    }
    page.append("</header>\n");
    cases().forEach(this::section);
    page.append("<footer><p>Ratios are to the baseline, round by round: median (min–max).")
        .append(" Latency counts from when a request was due.</p><p>kernel ")
        .append(Html.escape(result.kernel()))
        .append(" · ")
        .append(result.start())
        .append("</p><p><code>")
        .append(Html.escape(result.command()))
        .append("</code></p></footer>\n</main></body></html>\n");
    return page.toString();
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
    page.append("<h3>Requests a second as time goes</h3>")
        .append(TimePlot.of(rows))
        .append("<h3>Latency by percentile</h3>");
    latencies(rows);
    page.append(PercentilePlot.of(rows)).append("</section>\n");
  }

  private void speeds(List<Series> rows) {
    begin("requests/s", "ratio", "MB/s", "CPU µs/request", "ratio", "CPU s/GB", "status", "errors");
    for (Series row : rows) {
      row(row);
      cell(Words.number(row.requestsPerSecond()));
      cell(Words.ratio(result, row, Sample::requestsPerSecond));
      cell(Words.number(row.bytesPerSecond() / Words.BYTES_PER_MB));
      cell(Words.number(row.cpuMicrosPerRequest()));
      cell(Words.ratio(result, row, Words::cpu));
      cell(Words.number(row.cpuSecondsPerGb()));
      cell(Words.statuses(row));
      cell(Long.toString(row.errors()));
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

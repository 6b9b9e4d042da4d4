package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.text.Table;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run as tables for a README: a row for each case, a column for each server. */
public final class MarkdownReport {
  private MarkdownReport() {}

  public static String text(BenchResult result, Verdict verdict) {
    return """
    %s
    %s
    Median of the rounds (least–most), each to the baseline's same round; the baseline's own \
    figures are absolute. %s; %s, %s.

    **%s**

    %s
    ```sh
    %s
    ```
    """
        .formatted(
            table(result, "CPU for a request", Phrases::cpu, MarkdownReport::micros),
            table(result, "Requests/s", RoundResult::requestsPerSecond, MarkdownReport::speed),
            new Conditions(result.plan()).text(),
            Phrases.machine(result),
            result.start(),
            verdict.headline(),
            Stream.of(
                    verdict.failures().stream().map(line -> "**" + line + "**"),
                    Summary.of(result).stream(),
                    Warnings.of(result).stream())
                .flatMap(lines -> lines)
                .map(line -> "* " + line + "\n")
                .collect(Collectors.joining()),
            result.command());
  }

  private static String micros(Series series) {
    String micros = Phrases.number(series.total().cpuMicrosPerRequest());
    return micros.equals("-") ? micros : micros + " µs";
  }

  private static String speed(Series series) {
    return Phrases.number(series.total().requestsPerSecond()) + "/s";
  }

  private static String table(
      BenchResult result,
      String name,
      ToDoubleFunction<RoundResult> figure,
      Function<Series, String> absolute) {
    List<String> servers =
        result.series().stream().map(series -> series.server().name()).distinct().toList();
    Table table = new Table(name);
    servers.forEach(table::code);
    for (String caseName : result.series().stream().map(Series::caseName).distinct().toList()) {
      Table.Row row = table.row().add(caseName);
      for (String server : servers) {
        row.add(
            result.series().stream()
                .filter(series -> series.caseName().equals(caseName))
                .filter(series -> series.server().name().equals(server))
                .findFirst()
                .map(series ->
                    result.baseline(series).isPresent()
                        ? Phrases.ratio(result, series, figure)
                        : absolute.apply(series))
                .orElse("-"));
      }
    }
    return table.markdown();
  }
}

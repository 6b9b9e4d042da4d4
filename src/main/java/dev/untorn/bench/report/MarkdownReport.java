package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A run as tables for a README: a row for each case, a column for each server. */
public final class MarkdownReport {
  private final BenchResult result;
  private final Verdict verdict;
  private final List<String> servers;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(BenchResult result, Verdict verdict) {
    this.result = result;
    this.verdict = verdict;
    this.servers =
        result.series().stream().map(series -> series.contender().name()).distinct().toList();
  }

  /** Two tables, of processor time and of speed, and what must be known of them. */
  public static String text(BenchResult result, Verdict verdict) {
    return new MarkdownReport(result, verdict).write();
  }

  private String write() {
    table("CPU for a request", Words::cpu, series -> micros(series.cpuMicrosPerRequest()));
    table(
        "Requests/s",
        Sample::requestsPerSecond,
        series -> Words.number(series.requestsPerSecond()) + "/s");
    text.append(
            "Median of the rounds (least–most), each to the baseline's same round; the baseline's"
                + " own")
        .append(" figures are absolute. ")
        .append(new Conditions(result.plan()).text())
        .append("; ")
        .append(result.host().text())
        .append(Words.software(result))
        .append(", ")
        .append(result.start())
        .append(".\n\n**")
        .append(verdict.headline())
        .append("**\n\n");
    verdict.failures().forEach(line -> text.append("* **").append(line).append("**\n"));
    Summary.of(result).forEach(line -> text.append("* ").append(line).append('\n'));
    Warnings.of(result).forEach(line -> text.append("* ").append(line).append('\n'));
    return text.append("\n```sh\n").append(result.command()).append("\n```\n").toString();
  }

  private static String micros(OptionalDouble value) {
    return value.isPresent() ? Words.number(value) + " µs" : "-";
  }

  private void table(
      String name, ToDoubleFunction<Sample> figure, Function<Series, String> absolute) {
    text.append("| ").append(name).append(" |");
    servers.forEach(server -> text.append(" `").append(server).append("` |"));
    text.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
    for (String one : result.series().stream().map(Series::caseName).distinct().toList()) {
      text.append("| ").append(one).append(" |");
      for (String server : servers) {
        String cell =
            series(one, server)
                .map(series ->
                    result.baseline(series).isPresent()
                        ? Words.ratio(result, series, figure)
                        : absolute.apply(series))
                .orElse("-");
        text.append(' ').append(cell).append(" |");
      }
      text.append('\n');
    }
    text.append('\n');
  }

  private Optional<Series> series(String one, String server) {
    return result.series().stream()
        .filter(series -> series.caseName().equals(one))
        .filter(series -> series.contender().name().equals(server))
        .findFirst();
  }
}

package dev.untorn.bench.report;

import dev.untorn.bench.run.BenchResult;
import java.util.ArrayList;
import java.util.List;

/** A run as text: speed, latency, warnings, conditions. */
public final class TableReport {
  private TableReport() {}

  public static String text(BenchResult result, Verdict verdict, boolean colour) {
    Tables tables = new Tables(result, result.series(), false);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(tables.speeds().terminal(colour));
    lines.add(tables.latencies().terminal(colour));
    lines.addAll(Warnings.of(result));
    lines.addAll(Summary.of(result));
    if (result.series().stream().anyMatch(series -> result.baseline(series).isPresent())) {
      lines.add("× baseline: to the first server or --baseline, round by round: median (min–max)");
    }
    lines.add(verdict.headline());
    verdict.failures().forEach(line -> lines.add("  " + line));
    lines.add(new Conditions(result.plan()).text());
    lines.add(Phrases.machine(result));
    lines.add(result.start().toString());
    lines.add(result.command());
    return String.join("\n", lines) + "\n";
  }
}

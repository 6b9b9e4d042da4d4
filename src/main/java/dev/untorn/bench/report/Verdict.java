package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Series;
import java.util.ArrayList;
import java.util.List;

/** Whether a run passed, with the conditions of --fail-if as the user gave them. */
public record Verdict(List<String> conditions, List<String> failures) {
  public Verdict {
    conditions = List.copyOf(conditions);
    failures = List.copyOf(failures);
  }

  /** Also fails runs without any good or, if bodies are verified, verifiable response. */
  public static Verdict of(
      BenchResult result, List<String> conditions, List<Threshold> thresholds) {
    List<String> failures = new ArrayList<>();
    if (result.series().isEmpty()) {
      failures.add("nothing was measured");
    }
    boolean verify = result.plan().profile().verify();
    for (Series series : result.series()) {
      LoadResult load = series.total().load();
      if (load.work() <= 0) {
        failures.add(series.name() + ": no good answer came");
      } else if (verify && load.unverified() >= load.requests()) {
        failures.add(
            series.name()
                + ": no body could be verified: there is neither a file nor an entity tag");
      }
    }
    thresholds.forEach(threshold -> failures.addAll(threshold.failures(result)));
    return new Verdict(conditions, failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  /** In one line, without the failures. */
  String headline() {
    String when = conditions.isEmpty() ? "" : " (fail if " + String.join(", ", conditions) + ")";
    return passed() ? (conditions.isEmpty() ? "Done" : "Passed" + when) : "Failed" + when;
  }
}

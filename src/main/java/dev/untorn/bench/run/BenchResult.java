package dev.untorn.bench.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run.
 *
 * @param software the Server fields of servers, by their names in tables
 * @param command as the user gave it
 * @param complete whether it was not interrupted
 */
public record BenchResult(
    BenchPlan plan,
    Instant start,
    Host host,
    Map<String, String> software,
    String command,
    boolean complete,
    List<Series> series) {
  /** The series to compare another one of its case with; empty for the baseline itself. */
  public Optional<Series> baseline(Series of) {
    List<Series> same =
        series.stream().filter(one -> one.caseName().equals(of.caseName())).toList();
    Series first =
        same.stream()
            .filter(one -> plan.baseline().filter(one.server().name()::equals).isPresent())
            .findFirst()
            .orElse(same.getFirst());
    return first.equals(of) ? Optional.empty() : Optional.of(first);
  }
}

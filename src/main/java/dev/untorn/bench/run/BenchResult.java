package dev.untorn.bench.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a run.
 *
 * @param software what servers call themselves, by their names
 * @param command as it was given
 * @param complete whether it ran to its end
 */
public record BenchResult(
    BenchPlan plan,
    Instant start,
    Host host,
    Map<String, String> software,
    String command,
    boolean complete,
    List<Series> series) {
  /** The series that another one of its case is compared with; none for the baseline itself. */
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

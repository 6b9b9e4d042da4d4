package dev.untorn.bench.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a run.
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
  /** What another series of the same case is compared with; none for the baseline itself. */
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

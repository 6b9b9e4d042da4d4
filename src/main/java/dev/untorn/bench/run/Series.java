package dev.untorn.bench.run;

import dev.untorn.bench.target.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All rounds of one server in one case.
 *
 * @param rounds at least one
 */
public record Series(String caseName, SystemUnderTest server, List<RoundResult> rounds) {
  public Series {
    rounds = List.copyOf(rounds);
  }

  public String name() {
    return caseName + " " + server.name();
  }

  public RoundResult total() {
    return rounds.stream().reduce(RoundResult::plus).orElseThrow();
  }

  /** In how many rounds the generator was the limit. */
  public long roundsLimited() {
    return rounds.stream().filter(RoundResult::generatorWasLimit).count();
  }

  /** A figure of each round, divided by the baseline's in the same round. */
  public Optional<Spread> ratio(Series baseline, ToDoubleFunction<RoundResult> figure) {
    return Spread.of(
        IntStream.range(0, Math.min(rounds.size(), baseline.rounds.size()))
            .mapToDouble(round ->
                figure.applyAsDouble(rounds.get(round))
                    / figure.applyAsDouble(baseline.rounds.get(round)))
            .toArray());
  }
}

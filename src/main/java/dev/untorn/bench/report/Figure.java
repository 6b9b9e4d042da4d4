package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.text.Durations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A figure for conditions.
 *
 * @param name in conditions
 * @param label in tables
 * @param member of a series in {@link JsonReport}
 */
record Figure(String name, String label, String member, Optional<Quantile> quantile) {
  static final Figure CPU =
      new Figure("cpu", "CPU µs/request", "cpu_micros_per_request", Optional.empty());
  static final Figure ERRORS = new Figure("errors", "errors", "errors", Optional.empty());
  private static final Figure SPEED =
      new Figure("rps", "requests/s", "requests_per_second", Optional.empty());

  /** The figures to compare two runs by. Errors are none of them: their number may be 0. */
  static final List<Figure> COMPARED =
      Stream.concat(Stream.of(SPEED, CPU), Quantile.ALL.stream().map(Figure::of)).toList();

  private static Figure of(Quantile quantile) {
    String name = quantile.name();
    return new Figure(name, name, "latency_nanos." + name, Optional.of(quantile));
  }

  static Optional<Figure> named(String name) {
    return Stream.concat(COMPARED.stream(), Stream.of(ERRORS))
        .filter(figure -> figure.name.equals(name))
        .findFirst();
  }

  /** Empty if too little was measured. */
  OptionalDouble of(RoundResult total) {
    LoadResult load = total.load();
    if (quantile.isPresent()) {
      return quantile.get().nanos(load.latencyNanos()).stream().asDoubleStream().findFirst();
    }
    if (equals(CPU)) {
      return total.cpuMicrosPerRequest();
    }
    double value = equals(ERRORS) ? load.errors() : total.requestsPerSecond();
    return load.work() > 0 || (equals(ERRORS) && value > 0)
        ? OptionalDouble.of(value)
        : OptionalDouble.empty();
  }

  String missing(RoundResult total) {
    long came = total.load().latencyNanos().getTotalCount();
    return quantile
        .filter(_ -> came > 0)
        .map(one -> "it takes %,d responses, and %,d came".formatted(one.countMin(), came))
        .orElse("nothing was measured");
  }

  String text(double value) {
    return quantile.isPresent() ? Durations.text(Math.round(value)) : Phrases.round(value);
  }
}

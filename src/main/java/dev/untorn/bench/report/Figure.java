package dev.untorn.bench.report;

import dev.untorn.text.Durations;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure that two runs are compared by.
 *
 * @param name in conditions
 * @param label in tables
 * @param member of a series in {@link JsonReport}
 */
record Figure(String name, String label, String member) {
  private static final String LATENCY = "latency_nanos.";

  static Stream<Figure> all() {
    return Stream.concat(
        Stream.of(
            new Figure("rps", "requests/s", "requests_per_second"),
            new Figure("cpu", "CPU µs/request", "cpu_micros_per_request")),
        Quantile.ALL.stream().map(one -> new Figure(one.name(), one.name(), LATENCY + one.name())));
  }

  static Optional<Figure> named(String name) {
    return all().filter(figure -> figure.name.equals(name)).findFirst();
  }

  String text(double value) {
    return member.startsWith(LATENCY) ? Durations.text(Math.round(value)) : Words.number(value);
  }
}

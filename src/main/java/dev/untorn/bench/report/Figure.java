package dev.untorn.bench.report;

import dev.untorn.bench.run.RoundResult;
import dev.untorn.text.Durations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A figure that conditions are about.
 *
 * @param name in conditions
 * @param label in tables
 * @param member of a series in {@link JsonReport}
 */
record Figure(String name, String label, String member) {
  private static final String LATENCY = "latency_nanos.";

  static final Figure ERRORS = new Figure("errors", "errors", "errors");
  private static final Figure SPEED = new Figure("rps", "requests/s", "requests_per_second");
  static final Figure CPU = new Figure("cpu", "CPU µs/request", "cpu_micros_per_request");

  /** Those by which two runs are compared: of errors there are none to divide by. */
  static final List<Figure> COMPARED =
      Stream.concat(
              Stream.of(SPEED, CPU),
              Quantile.ALL.stream()
                  .map(one -> new Figure(one.name(), one.name(), LATENCY + one.name())))
          .toList();

  static Optional<Figure> named(String name) {
    return Stream.concat(COMPARED.stream(), Stream.of(ERRORS))
        .filter(figure -> figure.name.equals(name))
        .findFirst();
  }

  boolean isLatency() {
    return member.startsWith(LATENCY);
  }

  /** Nothing where too little was measured to know it. */
  OptionalDouble of(RoundResult total) {
    boolean worked = total.load().work() > 0;
    if (isLatency()) {
      OptionalLong nanos = Quantile.named(name).nanos(total.load().latencyNanos());
      return nanos.isPresent()
          ? OptionalDouble.of((double) nanos.getAsLong())
          : OptionalDouble.empty();
    }
    if (equals(CPU)) {
      return total.cpuMicrosPerRequest();
    }
    double value = equals(ERRORS) ? total.load().errors() : total.requestsPerSecond();
    return worked || (equals(ERRORS) && value > 0)
        ? OptionalDouble.of(value)
        : OptionalDouble.empty();
  }

  /** Why there is nothing. */
  String missing(RoundResult total) {
    long came = total.load().latencyNanos().getTotalCount();
    return came == 0 || !isLatency()
        ? "nothing was measured"
        : "it takes %,d responses, and %,d came".formatted(Quantile.named(name).countMin(), came);
  }

  String text(double value) {
    return isLatency() ? Durations.text(Math.round(value)) : Phrases.round(value);
  }
}

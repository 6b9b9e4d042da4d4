package dev.untorn.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Makes Micrometer's instruments from rows of the table. */
record Instruments(MeterRegistry registry) {
  /** Period of maxima and percentiles: two usual scrape intervals, so that no peak is missed. */
  private static final Duration WINDOW = Duration.ofMinutes(2);

  Grid<Counter> counters(Meter meter) {
    return new Grid<>(meter, tags -> counter(meter, tags));
  }

  Counter counter(Meter meter) {
    return counter(meter, Tags.empty());
  }

  private Counter counter(Meter meter, Tags tags) {
    return Counter.builder(meter.base())
        .baseUnit(unit(meter))
        .description(meter.sentence())
        .tags(tags)
        .register(registry);
  }

  /** A timer with bounds, which Prometheus can aggregate over processes. */
  Grid<Timer> timers(Meter meter, long... boundsMillis) {
    Duration[] bounds =
        LongStream.of(boundsMillis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    return new Grid<>(
        meter, tags -> timer(meter).tags(tags).serviceLevelObjectives(bounds).register(registry));
  }

  /** A timer with percentiles of this process. */
  Timer timer(Meter meter, double... percentiles) {
    return timer(meter).publishPercentiles(percentiles).register(registry);
  }

  private static Timer.Builder timer(Meter meter) {
    return Timer.builder(meter.base())
        .description(meter.sentence())
        .distributionStatisticExpiry(WINDOW);
  }

  void gauge(Meter meter, DoubleSupplier value, Tags tags) {
    Gauge.builder(meter.base(), value, DoubleSupplier::getAsDouble)
        .baseUnit(unit(meter))
        .description(meter.sentence())
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** A count kept elsewhere. The registry holds it weakly, so the caller must keep it. */
  void count(Meter meter, DoubleSupplier count) {
    FunctionCounter.builder(meter.base(), count, DoubleSupplier::getAsDouble)
        .baseUnit(unit(meter))
        .description(meter.sentence())
        .register(registry);
  }

  private static @Nullable String unit(Meter meter) {
    return meter.unit().isEmpty() ? null : meter.unit();
  }
}

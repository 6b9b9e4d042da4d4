package dev.untorn.metrics;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of one process: those of the table, and Micrometer's own of the JVM, the process and
 * Netty. Thread-safe; owns the registry and the probe until {@link #close}.
 */
public final class Meters implements AutoCloseable {
  /** All meters as UTF-8 text, for Prometheus. */
  @SuppressWarnings("ArrayRecordComponent") // handed to a socket, never compared
  public record Scrape(String contentType, byte[] text) {}

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Instruments instruments = new Instruments(registry);
  private final Ledger ledger = new Ledger(instruments);
  private final ProxyLedger proxyLedger = new ProxyLedger(instruments);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  // The registry holds sources of counts weakly.
  private final List<DoubleSupplier> counts = new CopyOnWriteArrayList<>();
  private volatile @Nullable LoopProbe probe;

  /** Makes the registry; the program's version becomes a label. */
  public Meters(String version) {
    instruments.gauge(Meter.BUILD_INFO, () -> 1, Tags.of(Label.VERSION.key(), version));
    List<MeterBinder> binders =
        List.of(
            garbage,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
  }

  public Ledger ledger() {
    return ledger;
  }

  public ProxyLedger proxyLedger() {
    return proxyLedger;
  }

  /** Reports a number that is kept elsewhere, read on the scraping thread. */
  public void watch(Meter meter, LongSupplier value) {
    DoubleSupplier number = value::getAsLong;
    switch (meter.kind()) {
      case GAUGE -> instruments.gauge(meter, number, Tags.empty());
      case COUNTER -> {
        counts.add(number);
        instruments.count(meter, number);
      }
      case TIMER -> throw new IllegalArgumentException(meter + " is more than a number");
    }
  }

  /** Measures the delay of event loops, and reports their queues. */
  public void watchLoops(EventExecutorGroup loops) {
    LoopProbe made = new LoopProbe(loops, instruments.timer(Meter.LOOP_DELAY, 0.5, 0.99));
    probe = made;
    instruments.gauge(
        Meter.LOOP_OVERDUE, () -> made.overdueNanos() / NANOS_PER_SECOND, Tags.empty());
    new NettyEventExecutorMetrics(loops).bindTo(registry);
  }

  /** Reports the memory of Netty's buffers. */
  public void watchAllocator(ByteBufAllocatorMetricProvider allocator) {
    new NettyAllocatorMetrics(allocator).bindTo(registry);
  }

  /** How long the slowest watched loop is overdue; 0 if none is late or watched. */
  public long loopOverdueNanos() {
    LoopProbe made = probe;
    return made == null ? 0 : made.overdueNanos();
  }

  /** Writes OpenMetrics if {@code accept} names it, else the older Prometheus format. */
  public Scrape scrape(String accept) {
    String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE;
    var text = new ByteArrayOutputStream();
    try {
      registry.scrape(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Scrape(type, text.toByteArray());
  }

  /** Stops the probe and forgets all meters. The loops may have ended before. */
  @Override
  public void close() {
    LoopProbe made = probe;
    if (made != null) {
      made.close();
    }
    garbage.close();
    registry.close();
  }
}

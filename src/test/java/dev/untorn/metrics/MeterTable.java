package dev.untorn.metrics;

import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of meters as the documentation prints it. */
public final class MeterTable {
  private MeterTable() {}

  /** Markdown, one row a meter. */
  public static String markdown() {
    return "| Metric | Kind | Labels | What |\n|---|---|---|---|\n"
        + Stream.of(Meter.values()).map(MeterTable::row).collect(Collectors.joining());
  }

  /** A meter's name in a scrape; a timer's without {@code _count}, {@code _sum}, {@code _max}. */
  public static String name(Meter meter) {
    var type =
        switch (meter.kind()) {
          case COUNTER -> io.micrometer.core.instrument.Meter.Type.COUNTER;
          case TIMER -> io.micrometer.core.instrument.Meter.Type.TIMER;
          case GAUGE -> io.micrometer.core.instrument.Meter.Type.GAUGE;
        };
    String unit = meter.unit().isEmpty() ? null : meter.unit();
    String name = new PrometheusNamingConvention().name(meter.base(), type, unit);
    return switch (meter.kind()) {
      case COUNTER -> name + "_total";
      case TIMER -> name;
      case GAUGE -> meter.base().endsWith(".info") ? name + "_info" : name;
    };
  }

  private static String row(Meter meter) {
    String labels = meter.labels().stream().map(Label::key).collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name(meter), meter.kind().name().toLowerCase(Locale.ROOT), labels, meter.sentence());
  }
}

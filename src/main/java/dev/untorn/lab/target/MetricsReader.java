package dev.untorn.lab.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads counters from a server's metrics (Prometheus text format). */
final class MetricsReader {
  /** Changes noticed in transfer. */
  static final String MODIFICATIONS = "untorn_modifications_total";

  /** Versions dropped for lack of space. */
  static final String EVICTIONS = "untorn_store_evictions_total";

  private MetricsReader() {}

  /** Sums all series of a counter; empty if the server does not answer. */
  static OptionalLong counter(URI metrics, String name) {
    try (InputStream in = metrics.toURL().openStream()) {
      return sum(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong sum(String name, String text) {
    Pattern series = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*\\})? ([0-9.Ee+]+)$");
    Matcher matcher = series.matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return OptionalLong.of(Math.round(sum));
  }
}

package dev.untorn.lab.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a server's own counts from its metrics (Prometheus text format). */
final class Scrape {
  /** All series of the counter of changes noticed during a transfer, whatever their tags. */
  private static final Pattern SERIES =
      Pattern.compile("(?m)^untorn_modifications_total(?:\\{[^}]*\\})? ([0-9.Ee+]+)$");

  private Scrape() {}

  /** The sum over all kinds and phases; none when the server does not answer. */
  static OptionalLong modifications(URI metrics) {
    try (InputStream in = metrics.toURL().openStream()) {
      return sum(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong sum(String text) {
    Matcher matcher = SERIES.matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return OptionalLong.of(Math.round(sum));
  }
}

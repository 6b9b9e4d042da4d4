package dev.untorn.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape, read back: each series of Untorn's own, with its labels, and its value. */
record Series(Map<String, Double> values) {
  private static final Pattern LINE = Pattern.compile("([a-z0-9_]+(?:\\{.*})?) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static Series of(Meters meters) {
    Map<String, Double> values = new TreeMap<>();
    String text = new String(meters.scrape("").text(), UTF_8);
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new AssertionError("not a sample: " + line);
      }
      if (line.startsWith("untorn_")) {
        values.put(matcher.group(1), Double.valueOf(matcher.group(2)));
      }
    }
    return new Series(values);
  }

  double value(String series) {
    Double value = values.get(series);
    if (value == null) {
      throw new AssertionError("no " + series + " in " + values.keySet());
    }
    return value;
  }

  /** The labels of one series. */
  static Map<String, String> labels(String series) {
    Map<String, String> labels = new TreeMap<>();
    Matcher matcher = LABEL.matcher(series);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }
}

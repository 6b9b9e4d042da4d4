package dev.untorn.bench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths in the order of requests, from a weighted list or an access log. */
public final class Mix {
  /** Enough for very different weights; each path takes a few bytes of memory. */
  private static final int PATHS_MAX = 1_000_000;

  /** The same order for every server and every run. */
  private static final long SEED = 1;

  private static final Pattern WEIGHTED = Pattern.compile("\\s*(\\d{1,9})\\s+(/\\S*)\\s*");

  /** In the common and the combined format the request is the first thing in quotes. */
  private static final Pattern LOGGED = Pattern.compile("^[^\"]*\"GET (/\\S*) HTTP/[0-9.]+\"");

  private Mix() {}

  /**
   * From lines such as {@code 3 /index.html}; skips empty lines and those that begin with #. Throws
   * IllegalArgumentException with a line that is malformed.
   */
  public static List<String> weighted(List<String> lines) {
    List<String> paths = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = WEIGHTED.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("a line is 'WEIGHT /PATH', not '" + line + "'");
      }
      int weight = Integer.parseInt(matcher.group(1));
      if (paths.size() + weight > PATHS_MAX) {
        throw new IllegalArgumentException("weights add up to more than " + PATHS_MAX);
      }
      paths.addAll(Collections.nCopies(weight, matcher.group(2)));
    }
    Collections.shuffle(paths, new Random(SEED));
    return paths;
  }

  /**
   * The GET requests of an access log, in order, up to {@link #PATHS_MAX}. Throws
   * IllegalArgumentException if the log is in JSON.
   */
  public static List<String> logged(List<String> lines) {
    if (!lines.isEmpty() && lines.getFirst().startsWith("{")) {
      throw new IllegalArgumentException(
          "access logs in JSON are not read, only those in the common and the combined format");
    }
    return lines.stream()
        .map(LOGGED::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .limit(PATHS_MAX)
        .toList();
  }
}

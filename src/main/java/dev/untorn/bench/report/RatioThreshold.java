package dev.untorn.bench.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition under which a run has failed compared with an earlier one, like {@code p99>1.1}.
 *
 * @param above whether it fails above the limit, rather than below
 * @param limit of the later figure divided by the earlier one
 */
public record RatioThreshold(Figure figure, boolean above, double limit) {
  /** What can be compared, for people. */
  public static final String NAMES =
      Figure.all().map(Figure::name).collect(Collectors.joining(", "));

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([a-z0-9.]+)\\s*([<>])\\s*(\\d+(?:\\.\\d+)?)\\s*");

  /** Reads one; nothing where there is no such figure, or a unit. */
  public static Optional<RatioThreshold> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Figure.named(matcher.group(1))
            .map(figure ->
                new RatioThreshold(
                    figure, matcher.group(2).equals(">"), Double.parseDouble(matcher.group(3))))
        : Optional.empty();
  }

  boolean isMetBy(double ratio) {
    return above ? ratio > limit : ratio < limit;
  }

  String limitText() {
    return (above ? "above " : "below ") + limit;
  }
}

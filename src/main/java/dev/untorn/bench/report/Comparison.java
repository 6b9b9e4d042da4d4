package dev.untorn.bench.report;

import dev.untorn.bench.report.SavedRun.Row;
import dev.untorn.bench.run.Spread;
import dev.untorn.text.Table;
import dev.untorn.text.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two runs of the same load, figure by figure, with the noise of their rounds. */
public final class Comparison {
  /** Differences to show, which are no reason to refuse: the user may want to compare them. */
  private static final List<String> SHOWN =
      List.of(
          "host.untorn",
          "host.java",
          "host.kernel",
          "host.cpu",
          "host.processors",
          "host.generator_processors",
          "host.load_average",
          "rounds",
          "seconds",
          "warmup_seconds",
          "complete");

  private record Pair(String name, Row before, Row after) {
    OptionalDouble ratio(Figure figure) {
      OptionalDouble was = before.number(figure.member());
      OptionalDouble is = after.number(figure.member());
      return was.isPresent() && is.isPresent() && was.getAsDouble() > 0
          ? OptionalDouble.of(is.getAsDouble() / was.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  private final SavedRun before;
  private final SavedRun after;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Comparison(SavedRun before, SavedRun after) {
    this.before = before;
    this.after = after;
    boolean single = servers(before) == 1 && servers(after) == 1;
    for (Row row : before.run().parts()) {
      find(after, row, single)
          .ifPresentOrElse(
              same -> pairs.add(new Pair(same.name(), row, same)),
              () -> missing.add(row.name() + ": not in " + after.file()));
    }
    after.run().parts().stream()
        .filter(row -> find(before, row, single).isEmpty())
        .forEach(row -> missing.add(row.name() + ": not in " + before.file()));
  }

  /** If each run has one server, compares them whatever their names. */
  private static Optional<Row> find(SavedRun saved, Row row, boolean single) {
    return saved.run().parts().stream()
        .filter(other ->
            single ? other.text("case").equals(row.text("case")) : other.name().equals(row.name()))
        .findFirst();
  }

  private static long servers(SavedRun saved) {
    return saved.run().parts().stream().map(row -> row.text("server")).distinct().count();
  }

  /** Reads two runs. Throws IllegalArgumentException with why they cannot be compared. */
  public static Comparison of(Path before, Path after) {
    SavedRun first = SavedRun.read(before);
    SavedRun second = SavedRun.read(after);
    SortedMap<String, String> was = first.conditions();
    SortedMap<String, String> is = second.conditions();
    String differing =
        Stream.concat(was.keySet().stream(), is.keySet().stream())
            .distinct()
            .sorted()
            .filter(name -> !was.getOrDefault(name, "").equals(is.getOrDefault(name, "")))
            .map(name ->
                "%s is %s and %s"
                    .formatted(
                        name.substring(SavedRun.CONDITIONS.length()),
                        was.getOrDefault(name, "none"),
                        is.getOrDefault(name, "none")))
            .collect(Collectors.joining("; "));
    if (!differing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s are of different loads and cannot be compared: %s"
              .formatted(before, after, differing));
    }
    Comparison comparison = new Comparison(first, second);
    if (comparison.pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s have no case and server in common: %s"
              .formatted(before, after, String.join("; ", comparison.missing)));
    }
    return comparison;
  }

  /** The figures that meet a condition, or are missing in one of the runs. */
  public List<String> failures(List<Threshold> thresholds) {
    if (thresholds.isEmpty()) {
      return List.of();
    }
    List<String> failures = new ArrayList<>(missing);
    for (Threshold threshold : thresholds) {
      pairs.stream()
          .filter(pair -> pair.after.text("judged").equals("true"))
          .flatMap(pair -> failure(pair, threshold).stream())
          .forEach(failures::add);
    }
    return failures;
  }

  private Optional<String> failure(Pair pair, Threshold threshold) {
    Figure figure = threshold.figure();
    OptionalDouble ratio = pair.ratio(figure);
    if (ratio.isEmpty()) {
      boolean known = pair.before.number(figure.member()).isPresent();
      return Optional.of(
          "%s: no %s in %s"
              .formatted(pair.name, figure.name(), known ? after.file() : before.file()));
    }
    return threshold.isMetBy(ratio.getAsDouble())
        ? Optional.of(
            "%s: %s is %s times what it was, %s %s"
                .formatted(
                    pair.name, figure.name(), factor(ratio), threshold.side(), threshold.limit()))
        : Optional.empty();
  }

  /** A table of all figures before and after, each with the range of its rounds. */
  public String text(boolean colour) {
    Table table = new Table("case, server", "figure", "before", "after", "after/before", "");
    for (Pair pair : pairs) {
      Figure.COMPARED.stream()
          .filter(figure ->
              Stream.of(pair.before, pair.after)
                  .anyMatch(row -> row.number(figure.member()).isPresent()))
          .forEach(figure -> row(table, pair, figure));
      table
          .row()
          .add(pair.name)
          .add("errors")
          .add(Phrases.round(pair.before.sum("errors")))
          .add(Phrases.round(pair.after.sum("errors")));
    }
    StringBuilder text = new StringBuilder(table.terminal(colour));
    missing.forEach(line -> text.append(line).append('\n'));
    for (String name : SHOWN) {
      String was = before.run().text(name);
      String is = after.run().text(name);
      if (!was.equals(is)) {
        text.append("differs: %s: %s, then %s%n".formatted(name, was, is));
      }
    }
    return text.append("In parentheses: least and most of the rounds. Beyond the noise: the")
        .append(" rounds of the two runs do not overlap.\n")
        .toString();
  }

  private static void row(Table table, Pair pair, Figure figure) {
    OptionalDouble ratio = pair.ratio(figure);
    Optional<Spread> was = spread(pair.before, figure);
    Optional<Spread> is = spread(pair.after, figure);
    Table.Row row =
        table
            .row()
            .add(pair.name)
            .add(figure.label())
            .add(cell(pair.before, figure, was))
            .add(cell(pair.after, figure, is))
            .add(ratio.isPresent() ? factor(ratio) : "-");
    if (was.isEmpty() || is.isEmpty()) {
      row.add("noise unknown: give each run several --rounds", Tone.DIM);
    } else if (is.get().min() > was.get().max() || is.get().max() < was.get().min()) {
      row.add("beyond the noise", Tone.WARNING);
    } else {
      row.add("within the noise", Tone.DIM);
    }
  }

  private static String factor(OptionalDouble ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio.getAsDouble());
  }

  private static String cell(Row row, Figure figure, Optional<Spread> spread) {
    OptionalDouble value = row.number(figure.member());
    if (value.isEmpty()) {
      return "-";
    }
    return figure.text(value.getAsDouble())
        + spread
            .map(one -> " (" + figure.text(one.min()) + "–" + figure.text(one.max()) + ")")
            .orElse("");
  }

  /** Empty for a single round. */
  private static Optional<Spread> spread(Row row, Figure figure) {
    double[] rounds =
        row.parts().stream()
            .flatMap(round -> round.number(figure.member()).stream().boxed())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return rounds.length < 2 ? Optional.empty() : Spread.of(rounds);
  }
}

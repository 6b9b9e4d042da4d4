package dev.untorn.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One instrument for each combination of a meter's label values. All are made at construction and
 * found by arithmetic, without a lookup by name or an allocation. Thread-safe.
 */
final class Grid<T> {
  private final List<Label> labels;
  private final List<T> cells;

  /** Makes all instruments of a meter; the last label varies fastest. */
  Grid(Meter meter, Function<Tags, T> instrument) {
    labels = meter.labels();
    List<Tags> combinations = List.of(Tags.empty());
    for (Label label : labels) {
      combinations =
          combinations.stream()
              .flatMap(tags -> label.texts().stream().map(text -> tags.and(label.key(), text)))
              .toList();
    }
    cells = combinations.stream().map(instrument).toList();
  }

  T at(@Nullable Enum<?> only) {
    return cells.get(place(0, 0, only));
  }

  T at(@Nullable Enum<?> first, @Nullable Enum<?> second) {
    return cells.get(place(place(0, 0, first), 1, second));
  }

  T at(@Nullable Enum<?> first, @Nullable Enum<?> second, @Nullable Enum<?> third) {
    return cells.get(place(place(place(0, 0, first), 1, second), 2, third));
  }

  private int place(int before, int dimension, @Nullable Enum<?> value) {
    Label label = labels.get(dimension);
    return before * label.size() + label.indexOf(value);
  }
}

package dev.untorn.cli;

import dev.untorn.config.load.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Options whose values are names from a set. */
public final class Named {
  private Named() {}

  /** All if no name is given. Throws IllegalArgumentException with a message for the user. */
  public static <T> List<T> chosen(
      String option, List<String> names, T[] all, Function<T, String> label) {
    return names.isEmpty()
        ? List.of(all)
        : names.stream().map(name -> one(option, name, all, label)).toList();
  }

  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T> T one(String option, String name, T[] all, Function<T, String> label) {
    return Arrays.stream(all)
        .filter(member -> label.apply(member).equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> labels = Arrays.stream(all).map(label).toList();
          String meant =
              Nearest.to(name, labels)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(": one of " + String.join(", ", labels));
          return new IllegalArgumentException(option + ": there is no '" + name + "'" + meant);
        });
  }
}

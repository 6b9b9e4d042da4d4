package dev.untorn.config.load;

import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads environment variables: {@code UNTORN_SECTION_KEY}. */
final class EnvironmentSource {
  private static final Map<String, Key<?>> KEYS =
      Keys.ALL.stream().collect(Collectors.toMap(Key::environmentName, Function.identity()));

  private static final List<String> PREFIXES =
      Keys.SECTIONS.stream()
          .map(section -> "UNTORN_" + section.name().toUpperCase(Locale.ROOT) + "_")
          .toList();

  private EnvironmentSource() {}

  /** Ignores other variables, such as {@code UNTORN_JAVA_OPTS}. */
  static ConfigSource read(Map<String, String> environment) {
    ConfigSource source = new ConfigSource();
    new TreeMap<>(environment)
        .forEach((name, text) -> {
          Provenance provenance = new Provenance.Environment(name);
          Key<?> key = KEYS.get(name);
          if (key != null) {
            source.value(key, text, provenance);
          } else if (PREFIXES.stream().anyMatch(name::startsWith)) {
            source
                .problems()
                .add(ConfigProblem.at(provenance, name, "no such variable" + meant(name)));
          } else if (name.equals("UNTORN_RULES") || name.equals("UNTORN_ORIGINS")) {
            String what = "rules and origins are set in a file only: --config";
            source.problems().add(ConfigProblem.at(provenance, name, what));
          }
        });
    return source;
  }

  private static String meant(String name) {
    return Nearest.to(name, KEYS.keySet())
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElseGet(() ->
            KEYS.keySet().stream()
                .filter(
                    key -> PREFIXES.stream().anyMatch(p -> name.startsWith(p) && key.startsWith(p)))
                .sorted()
                .collect(Collectors.joining(", ", "; allowed: ", "")));
  }
}

package dev.untorn.config.load;

import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.SafeText;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.util.ArrayList;
import java.util.List;

/** The settings and rules from one source, and its problems. */
final class ConfigSource {
  private final List<Setting<?>> settings = new ArrayList<>();
  private final List<PlacedRule> rules = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** Parses the value of a key into a setting or a problem. */
  <T> void value(Key<T> key, String text, Provenance provenance) {
    key.valueType()
        .ofText()
        .apply(text)
        .ifPresentOrElse(
            value -> setting(new Setting<>(key, value, provenance)),
            () -> problem(ConfigProblem.value(key, SafeText.quoted(text), provenance)));
  }

  void setting(Setting<?> setting) {
    settings.add(setting);
  }

  void rule(PlacedRule rule) {
    rules.add(rule);
  }

  void problem(ConfigProblem problem) {
    problems.add(problem);
  }

  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }

  List<PlacedRule> rules() {
    return List.copyOf(rules);
  }

  List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }
}

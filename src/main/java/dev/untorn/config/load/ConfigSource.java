package dev.untorn.config.load;

import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedOrigin;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.util.ArrayList;
import java.util.List;

/** The settings and rules from one source, and its problems, while they are collected. */
record ConfigSource(
    List<Setting<?>> settings,
    List<PlacedOrigin> origins,
    List<PlacedRule> rules,
    List<ConfigProblem> problems) {
  ConfigSource() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Parses the value of a key into a setting or a problem. */
  <T> void value(Key<T> key, String text, Provenance provenance) {
    key.valueType()
        .ofText()
        .apply(text)
        .ifPresentOrElse(
            value -> settings.add(new Setting<>(key, value, provenance)),
            () ->
                problems.add(
                    ConfigProblem.at(provenance, key.fullName(), key.valueType().refusal(text))));
  }
}

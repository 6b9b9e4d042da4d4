package dev.untorn.config.load;

import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Consistency;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Values;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads defaults, file, environment variables, and options. Reports all mistakes together. */
public final class SettingsReader {
  private SettingsReader() {}

  /** Reads all sources; {@code environment} as in {@link System#getenv()}. */
  public static LoadResult read(
      Optional<Path> file, Map<String, String> environment, List<CliValue> options) {
    Values values = new Values(Keys.ALL);
    List<PlacedRule> rules = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    Stream.of(
            file.map(FileLayer::read).orElseGet(ConfigSource::new),
            EnvironmentLayer.read(environment),
            optionLayer(options))
        .forEach(configSource -> {
          problems.addAll(configSource.problems());
          configSource.settings().forEach(values::set);
          rules.addAll(configSource.rules());
        });
    if (problems.isEmpty()) {
      problems.addAll(Consistency.problems(values));
    }
    return problems.isEmpty()
        ? new LoadResult.Read(
            Keys.settings(values, rules.stream().map(PlacedRule::rule).toList()),
            values.all(),
            rules)
        : new LoadResult.Invalid(problems);
  }

  private static ConfigSource optionLayer(List<CliValue> options) {
    ConfigSource configSource = new ConfigSource();
    for (CliValue cliValue : options) {
      Provenance provenance = new Provenance.Option(cliValue.option());
      configSource.value(cliValue.key(), cliValue.text(), provenance);
    }
    return configSource;
  }
}

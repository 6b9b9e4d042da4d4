package dev.untorn.config.load;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Consistency;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Values;
import dev.untorn.config.load.LoadResult.PlacedOrigin;
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
    List<PlacedOrigin> origins = new ArrayList<>();
    List<PlacedRule> rules = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    Stream.of(
            file.map(FileSource::read).orElseGet(ConfigSource::new),
            EnvironmentSource.read(environment),
            ofOptions(options))
        .forEach(source -> {
          problems.addAll(source.problems());
          source.settings().forEach(values::set);
          origins.addAll(source.origins());
          rules.addAll(source.rules());
        });
    Settings settings =
        Keys.settings(
            values,
            origins.stream().map(PlacedOrigin::values).toList(),
            rules.stream().map(PlacedRule::rule).toList());
    if (problems.isEmpty()) {
      problems.addAll(Consistency.problems(values));
      problems.addAll(OriginScope.problems(values.all(), settings.proxy().origins(), origins));
      problems.addAll(RuleScope.problems(settings, rules));
    }
    return problems.isEmpty()
        ? new LoadResult.Read(settings, values.all(), origins, rules)
        : new LoadResult.Invalid(problems);
  }

  private static ConfigSource ofOptions(List<CliValue> options) {
    ConfigSource source = new ConfigSource();
    for (CliValue cliValue : options) {
      Provenance provenance = new Provenance.Option(cliValue.option());
      source.value(cliValue.key(), cliValue.text(), provenance);
    }
    return source;
  }
}

package dev.untorn.config.load;

import dev.untorn.config.RuleSettings;
import dev.untorn.config.Settings;
import dev.untorn.config.key.AdminKeys;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.LimitKeys;
import dev.untorn.config.key.LogKeys;
import dev.untorn.config.key.NetworkKeys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.RawValue;
import dev.untorn.config.key.ServeKeys;
import dev.untorn.config.key.StoreKeys;
import dev.untorn.config.key.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the settings: defaults, overridden by the file, overridden by environment variables,
 * overridden by options. Whatever is wrong in any of them is reported together.
 */
public final class SettingsReader {
  private SettingsReader() {}

  /**
   * Reads all layers.
   *
   * @param environment as {@link System#getenv()} has it; other variables are ignored
   */
  public static LoadResult read(
      Optional<Path> file, Map<String, String> environment, List<CliValue> options) {
    Values values = new Values(Keys.ALL);
    List<PlacedRule> rules = new ArrayList<>();
    List<ConfigProblem> configProblems = new ArrayList<>();
    Stream.of(
            file.map(FileLayer::read).orElseGet(ConfigSource::new),
            EnvironmentLayer.read(environment),
            optionLayer(options))
        .forEach(configSource -> {
          configProblems.addAll(configSource.configProblems());
          configSource.settings().forEach(values::set);
          rules.addAll(configSource.rules());
        });
    if (configProblems.isEmpty()) {
      configProblems.addAll(Consistency.problems(values));
    }
    return configProblems.isEmpty()
        ? new LoadResult.Read(settings(values, rules), values.all(), rules)
        : new LoadResult.Invalid(configProblems);
  }

  public static Settings settings(Values values, List<PlacedRule> rules) {
    return new Settings(
        ServeKeys.settings(values),
        NetworkKeys.settings(values),
        AdminKeys.settings(values),
        StoreKeys.settings(values),
        LimitKeys.settings(values),
        LogKeys.settings(values),
        new RuleSettings(rules.stream().map(PlacedRule::rule).toList()));
  }

  private static ConfigSource optionLayer(List<CliValue> options) {
    ConfigSource configSource = new ConfigSource();
    for (CliValue cliValue : options) {
      Provenance provenance = new Provenance.Option(cliValue.option());
      configSource.value(cliValue.key(), new RawValue.Text(cliValue.text()), provenance);
    }
    return configSource;
  }
}

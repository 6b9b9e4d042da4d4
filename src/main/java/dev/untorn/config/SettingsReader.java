package dev.untorn.config;

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
  public static Reading read(
      Optional<Path> file, Map<String, String> environment, List<Chosen> options) {
    Values values = new Values(Keys.ALL);
    List<PlacedRule> rules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Stream.of(
            file.map(FileLayer::read).orElseGet(Layer::new),
            EnvironmentLayer.read(environment),
            optionLayer(options))
        .forEach(layer -> {
          problems.addAll(layer.problems());
          layer.settings().forEach(values::set);
          rules.addAll(layer.rules());
        });
    if (problems.isEmpty()) {
      problems.addAll(Consistency.problems(values));
    }
    return problems.isEmpty()
        ? new Reading.Read(settings(values, rules), values.all(), rules)
        : new Reading.Invalid(problems);
  }

  static Settings settings(Values values, List<PlacedRule> rules) {
    return new Settings(
        ServeKeys.settings(values),
        NetworkKeys.settings(values),
        AdminKeys.settings(values),
        StoreKeys.settings(values),
        LimitKeys.settings(values),
        LogKeys.settings(values),
        new RuleSettings(rules.stream().map(PlacedRule::rule).toList()));
  }

  private static Layer optionLayer(List<Chosen> options) {
    Layer layer = new Layer();
    for (Chosen chosen : options) {
      Provenance provenance = new Provenance.Option(chosen.option());
      layer.value(chosen.key(), new Written.Text(chosen.text()), provenance);
    }
    return layer;
  }
}

package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands that run a server have in common. */
@Command(synopsisHeading = "%nUsage: ", parameterListHeading = "%n", sortOptions = false)
abstract class ServerCommand implements Callable<Integer> {
  private static final int GENERAL_LAST = 99;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(
      heading = "%n@|bold General|@%n",
      exclusive = false,
      validate = false,
      order = GENERAL_LAST)
  private final GeneralOptions general = new GeneralOptions();

  ServerCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value that has no option's name before it, if there is one. */
  abstract Optional<CliValue> named();

  /** What is wrong with settings that are valid. */
  abstract Optional<String> problem(Settings settings);

  static Optional<CliValue> named(String key, String label, Optional<String> text) {
    return text.map(value -> new CliValue(Keys.named(key), value, label));
  }

  @Override
  public final Integer call() {
    Stream<CliValue> options = ServeOption.chosen(spec.commandLine().getParseResult());
    return new ServerRun(spec.commandLine(), environment, general)
        .call(Stream.concat(named().stream(), options).toList(), this::problem);
  }
}

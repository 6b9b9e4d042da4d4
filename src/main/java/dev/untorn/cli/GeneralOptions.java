package dev.untorn.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a server that set no key. */
final class GeneralOptions extends HelpOption {
  @Option(names = "--config", paramLabel = "FILE", description = "read settings from FILE (YAML)")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--print-config",
      description = "print the settings in effect, each with where it was set, and exit")
  private boolean printConfig;

  @Option(
      names = {"-v", "--verbose"},
      description = "log more to the console")
  private boolean verbose;

  Optional<Path> config() {
    return config;
  }

  boolean isToPrintConfig() {
    return printConfig;
  }

  boolean isVerbose() {
    return verbose;
  }
}

package dev.untorn.cli.bench;

import dev.untorn.bench.target.OwnServer;
import dev.untorn.cli.Named;
import dev.untorn.config.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options for servers to start for a directory. */
final class BenchServers {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "modes to start for DIR: auto, sendfile, snapshot, guarded (default: all)")
  private List<String> modes = List.of();

  @Option(
      names = "--serve",
      paramLabel = "OPTIONS",
      description = "options for the servers it starts, as '--threads 1'")
  private String options = "";

  @Option(
      names = "--serve-with",
      paramLabel = "COMMAND",
      description = "command to start them with, as 'taskset -c 1'")
  private String before = "";

  boolean isAsked() {
    return !modes.isEmpty() || !options.isEmpty() || !before.isEmpty();
  }

  /** One for each server. Throws IllegalArgumentException with a message for the user. */
  List<Mode> modes() {
    return Named.chosen("--mode", modes, Mode.values(), Named::label);
  }

  /** Their names in tables. */
  List<String> names() {
    return modes().stream().map(Named::label).toList();
  }

  OwnServer start(Path directory, Mode mode) throws IOException {
    return OwnServer.start(directory, mode, words(before), words(options));
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}

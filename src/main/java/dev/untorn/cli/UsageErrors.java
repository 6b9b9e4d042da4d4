package dev.untorn.cli;

import dev.untorn.config.load.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a mistake on the command line in one line, with a suggestion. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("untorn: " + what(e, command) + " (see " + help + ")");
    return ExitCodes.USAGE;
  }

  private static String what(ParameterException e, CommandLine command) {
    if (e instanceof MissingParameterException missing
        && missing.getMissing().getFirst() instanceof OptionSpec option) {
      return "option " + option.longestName() + " needs a value: " + option.paramLabel();
    } else if (e instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      return unmatched.isUnknownOption()
          ? unknownOption(argument.split("=", 2)[0], command)
          : unknownArgument(argument, command);
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("not understood");
  }

  private static String unknownOption(String name, CommandLine command) {
    Set<String> options = command.getCommandSpec().optionsMap().keySet();
    Optional<String> nearest =
        name.length() == 2
            ? beginningLike(name, options)
            : Nearest.to(name, options).or(() -> inSubcommand(name, command));
    return "unknown option '" + name + "'" + meant(nearest);
  }

  /** All one-letter options are near each other; {@code -p} more likely means {@code --port}. */
  private static Optional<String> beginningLike(String name, Set<String> options) {
    return options.stream().filter(option -> option.startsWith("-" + name)).sorted().findFirst();
  }

  private static String unknownArgument(String argument, CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return "one argument too many: '" + argument + "'";
    }
    Optional<String> nearest =
        Nearest.to(argument, command.getSubcommands().keySet())
            .or(() -> serveIfDirectory(argument));
    return "unknown command '" + argument + "'" + meant(nearest);
  }

  /** The user may have left out the command. */
  private static Optional<String> inSubcommand(String name, CommandLine command) {
    return command.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(subcommand -> subcommand.optionsMap().containsKey(name))
        .map(subcommand -> subcommand.qualifiedName() + " " + name)
        .findFirst();
  }

  private static Optional<String> serveIfDirectory(String argument) {
    try {
      return Files.isDirectory(Path.of(argument))
          ? Optional.of("untorn serve " + argument)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String meant(Optional<String> nearest) {
    return nearest.map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}

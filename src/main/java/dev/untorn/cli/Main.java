package dev.untorn.cli;

import dev.untorn.cli.bench.BenchCommand;
import dev.untorn.cli.cache.CacheCommand;
import dev.untorn.cli.lab.LabCommand;
import dev.untorn.cli.warm.WarmCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
    name = "untorn",
    header = "An HTTP file server for files that change.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    customSynopsis = "@|bold untorn|@ COMMAND [OPTIONS]",
    synopsisHeading = "%nUsage: ",
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "Start with: untorn serve DIR",
      "UNTORN_JAVA_OPTS holds further options for Java, such as -Xmx1g."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... args) {
    int exitCode = commandLine(System.getenv(), args).execute(args);
    ConsoleLog.close();
    System.exit(exitCode);
  }

  /**
   * The program's command line. If the arguments begin with a command, creates only that one:
   * creating all takes a sixth of the time from start to the first response.
   */
  static CommandLine commandLine(Map<String, String> environment, String... arguments) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("serve", () -> ServeCommand.commandLine(environment));
    commands.put("proxy", () -> ProxyCommand.commandLine(environment));
    commands.put("probe", () -> new CommandLine(new ProbeCommand(environment)));
    commands.put("cache", CacheCommand::commandLine);
    commands.put("warm", () -> new CommandLine(new WarmCommand()));
    commands.put("lab", LabCommand::commandLine);
    commands.put("bench", () -> new CommandLine(new BenchCommand()));
    CommandLine main = new CommandLine(new Main());
    String first = arguments.length == 0 ? "" : arguments[0];
    if (commands.containsKey(first)) {
      commands.keySet().retainAll(Set.of(first));
    }
    commands.forEach((name, command) -> main.addSubcommand(name, versioned(command.get())));
    main.addSubcommand("help", help());
    main.setParameterExceptionHandler(new UsageErrors());
    main.setExecutionExceptionHandler(Main::failed);
    // A directory may be named @site.
    main.setExpandAtFiles(false);
    return main;
  }

  /** Logs unexpected exceptions in full, because they are bugs. */
  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    // Logger created only here: the logging library takes longer to start than --help.
    LoggerFactory.getLogger(Main.class)
        .error("a bug in untorn; please report it with the following", e);
    return ExitCodes.FAILED;
  }

  private static CommandLine versioned(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (!spec.optionsMap().containsKey("--version")) {
      spec.versionProvider(new Version())
          .addOption(OptionSpec.builder("-V", "--version").versionHelp(true).hidden(true).build());
    }
    return command;
  }

  /** {@code untorn help serve}, as other programs have it. */
  private static CommandLine help() {
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec().usageMessage().hidden(true);
    return help;
  }

  /** Without a command, lists the commands. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.USAGE;
  }
}

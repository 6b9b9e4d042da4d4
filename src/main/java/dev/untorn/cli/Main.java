package dev.untorn.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program. Each of its commands is a class of this package. */
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
    int exitCode = commandLine(System.getenv()).execute(args);
    ConsoleLog.close();
    System.exit(exitCode);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine main = new CommandLine(new Main());
    main.addSubcommand(ServeCommand.commandLine(environment));
    main.addSubcommand(ProbeCommand.commandLine(environment));
    main.addSubcommand(LabCommand.commandLine());
    main.addSubcommand(BenchCommand.commandLine());
    main.setParameterExceptionHandler(new Mistakes());
    main.setExecutionExceptionHandler(new Failures());
    // A directory may be named @site.
    main.setExpandAtFiles(false);
    return main;
  }

  /** Without a command: says which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.USAGE;
  }
}

package dev.untorn.cli.lab;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code untorn lab}: experiments. Each is a command of its own. */
@Command(
    name = "lab",
    header = "See what happens to files that are written while they are served.",
    customSynopsis = "@|bold untorn lab|@ COMMAND [OPTIONS]",
    synopsisHeading = "%nUsage: ",
    commandListHeading = "%n@|bold Commands|@%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class LabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private LabCommand() {}

  public static CommandLine commandLine() {
    CommandLine lab = new CommandLine(new LabCommand());
    lab.addSubcommand(IntegrityCommand.commandLine());
    lab.addSubcommand(ProxyLabCommand.commandLine());
    lab.addSubcommand(new HazardCommand());
    return lab;
  }

  /** Without a command: says which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.USAGE;
  }
}

package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code untorn cache}: what a proxy has stored. Each thing to do is a command of its own. */
@Command(
    name = "cache",
    header = "Look at what a proxy has stored, check it, or remove it.",
    customSynopsis = "@|bold untorn cache|@ DIR COMMAND [OPTIONS]",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "@|bold Examples|@",
      "  untorn cache /var/cache/untorn stats",
      "  untorn cache /var/cache/untorn verify",
      "  untorn cache /var/cache/untorn drop 'https://deb.example/debian/dists/*'"
    })
public final class CacheCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "the directory of the objects (proxy.cache)")
  private Path directory = Path.of(".");

  private CacheCommand() {}

  public static CommandLine commandLine() {
    CacheCommand command = new CacheCommand();
    CommandLine cache = new CommandLine(command);
    cache.addSubcommand(new StatsCommand(command));
    cache.addSubcommand(new ListCommand(command));
    cache.addSubcommand(new VerifyCommand(command));
    cache.addSubcommand(new DropCommand(command));
    cache.addSubcommand(new BansCommand(command));
    return cache;
  }

  Path directory() {
    return directory;
  }

  /** Without a command: says which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.USAGE;
  }
}

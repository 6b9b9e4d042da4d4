package dev.untorn.cli;

import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code untorn serve}. */
@Command(
    name = "serve",
    header = "Serve a directory over HTTP.",
    description = {
      "",
      "A file may change while it is sent: every complete response is one version of it, never a"
          + " mixture of two."
    },
    customSynopsis = "@|bold untorn serve|@ [OPTIONS] [DIR]",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Examples|@",
      "  untorn serve                              this directory, on port 8080",
      "  untorn serve site --port 0                on any free port",
      "  untorn serve /srv/mirror --bind 0.0.0.0   for the whole network",
      "  untorn serve dist --spa index.html        a single-page application",
      "  untorn serve /var/log --mode sendfile     logs that grow while they are read",
      "  untorn serve --config untorn.yaml         with settings from a file",
      "",
      "config/untorn.yaml lists and explains all settings; not all have an option. An",
      "environment variable sets one too, like UNTORN_SERVE_CACHE_CONTROL=no-cache.",
      "SIGTERM stops the server after its transfers; SIGHUP and SIGUSR1 reopen the",
      "access log."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int GENERAL_LAST = 99;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "the directory (default: .)")
  private Optional<String> directory = Optional.empty();

  @ArgGroup(
      heading = "%n@|bold General|@%n",
      exclusive = false,
      validate = false,
      order = GENERAL_LAST)
  private final GeneralOptions general = new GeneralOptions();

  private ServeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine command = new CommandLine(new ServeCommand(environment));
    ServeOption.addTo(command.getCommandSpec());
    return command;
  }

  @Override
  public Integer call() {
    return new ServerRun(spec.commandLine(), environment, general)
        .call(cliValues(), _ -> Optional.empty());
  }

  private List<CliValue> cliValues() {
    Stream<CliValue> named =
        directory.stream().map(text -> new CliValue(Keys.named("serve.directory"), text, "DIR"));
    return Stream.concat(named, ServeOption.chosen(spec.commandLine().getParseResult())).toList();
  }
}

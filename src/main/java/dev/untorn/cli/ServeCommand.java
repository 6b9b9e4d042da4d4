package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.config.load.SettingsText;
import dev.untorn.linux.Signals;
import dev.untorn.server.Server;
import dev.untorn.server.Server.Startup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  /** With other servers these reload or reopen; unhandled, they would end this one. */
  private static final List<String> RELOAD_SIGNALS = List.of("HUP", "USR1");

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "the directory (default: .)")
  private Optional<String> directory = Optional.empty();

  @ArgGroup(
      heading = "%n@|bold General|@%n",
      exclusive = false,
      validate = false,
      order = GENERAL_LAST)
  private final General general = new General();

  /** The options that set no key. */
  static final class General extends HelpOption {
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
  }

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
    if (general.verbose) {
      ConsoleLog.tellMore();
    }
    List<String> contradictions = ServeOption.contradictions(spec.commandLine().getParseResult());
    if (!contradictions.isEmpty()) {
      return refuse(contradictions);
    }
    return switch (SettingsReader.read(general.config, environment, cliValue())) {
      case LoadResult.Invalid(List<ConfigProblem> problems) ->
          refuse(problems.stream().map(ConfigProblem::line).toList());
      case LoadResult.Read read when general.printConfig -> print(SettingsText.effective(read));
      case LoadResult.Read(Settings settings, var _, var _) ->
          DirectoryCheck.problem(settings.serve().directory())
              .map(problem -> refuse(List.of(problem)))
              .orElseGet(() -> run(settings));
    };
  }

  private int run(Settings settings) {
    return switch (Server.start(settings)) {
      case Startup.Refused(String problem) -> refuse(List.of(problem));
      case Startup.Started(Server server) -> {
        ConsoleLog.writeInBackground();
        // Before the first screen, because its reader may send a signal at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "untorn-stop"));
        RELOAD_SIGNALS.forEach(name -> Signals.handle(name, () -> reopenLogs(server, name)));
        print(Banner.of(server.startupReport()));
        yield await(server);
      }
    };
  }

  private static int await(Server server) {
    try {
      server.awaitStop();
      return ExitCodes.FINE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  /** Exits with 0: ending on a signal is no failure, but Java would exit with 143. */
  private static void end(Server server) {
    server.stop();
    ConsoleLog.close();
    Runtime.getRuntime().halt(ExitCodes.FINE);
  }

  private static void reopenLogs(Server server, String signal) {
    LoggerFactory.getLogger(ServeCommand.class)
        .info(
            "SIG{}: {}; settings are read at the start only",
            signal,
            server.reopenLogs()
                ? "the access log is reopened"
                : "there is no access log file to reopen");
  }

  private List<CliValue> cliValue() {
    Stream<CliValue> named =
        directory.stream().map(text -> new CliValue(Keys.named("serve.directory"), text, "DIR"));
    return Stream.concat(named, ServeOption.chosen(spec.commandLine().getParseResult())).toList();
  }

  private int print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCodes.FINE;
  }

  private int refuse(List<String> problems) {
    problems.forEach(problem -> spec.commandLine().getErr().println("untorn: " + problem));
    return ExitCodes.USAGE;
  }
}

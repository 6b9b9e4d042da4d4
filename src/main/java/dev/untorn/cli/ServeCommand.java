package dev.untorn.cli;

import dev.untorn.config.Chosen;
import dev.untorn.config.Keys;
import dev.untorn.config.Problem;
import dev.untorn.config.Reading;
import dev.untorn.config.Settings;
import dev.untorn.config.SettingsReader;
import dev.untorn.config.SettingsText;
import dev.untorn.server.Server;
import dev.untorn.server.Startup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code untorn serve}: reads the settings, checks the directory, runs the server. */
final class ServeCommand implements Callable<Integer> {
  private static final String CONFIG = "--config";
  private static final String PRINT_CONFIG = "--print-config";
  private static final String VERBOSE = "--verbose";
  private static final int GENERAL_LAST = 99;

  private final Map<String, String> environment;
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private ServeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new ServeCommand(environment).described());
  }

  /** By calls, not annotations, as {@link Main} is. */
  private CommandSpec described() {
    spec.name("serve")
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("DIR")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("the directory (default: .)")
                .build());
    ServeOption.addTo(spec);
    spec.addArgGroup(
        ServeOption.group("General")
            .order(GENERAL_LAST)
            .addArg(
                OptionSpec.builder(CONFIG)
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description("read settings from FILE (YAML)")
                    .build())
            .addArg(
                OptionSpec.builder(PRINT_CONFIG)
                    .description(
                        "print the settings that hold, each with where it was made, and exit")
                    .build())
            .addArg(
                OptionSpec.builder("-v", VERBOSE).description("log more to the console").build())
            .addArg(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("show this help and exit")
                    .build())
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .header("Serve a directory over HTTP.")
        .synopsisHeading("%nUsage: ")
        .customSynopsis("@|bold untorn serve|@ [OPTIONS] [DIR]")
        .description(
            "",
            "A file may change while it is sent: whoever gets a complete response gets one version"
                + " of it, never a mixture of two.")
        .parameterListHeading("%n")
        .footer(
            "",
            "@|bold Examples|@",
            "  untorn serve                              this directory, on port 8080",
            "  untorn serve site --port 0                on any free port",
            "  untorn serve /srv/mirror --bind 0.0.0.0   for the whole network",
            "  untorn serve dist --spa index.html        a single-page application",
            "  untorn serve /var/log --mode sendfile     logs that grow while they are read",
            "  untorn serve --config untorn.yaml         with settings from a file",
            "",
            "There are more settings than options: config/untorn.yaml lists and explains",
            "them. A variable sets one too, like UNTORN_SERVE_CACHE_CONTROL=no-cache.");
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    if (parsed.hasMatchedOption(VERBOSE)) {
      ConsoleLog.tellMore();
    }
    Optional<Path> config = Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null));
    return switch (SettingsReader.read(config, environment, chosen(parsed))) {
      case Reading.Invalid(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::line).toList());
      case Reading.Read read when parsed.hasMatchedOption(PRINT_CONFIG) ->
          print(SettingsText.effective(read));
      case Reading.Read(Settings settings, var _, var _) ->
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
        print(Banner.of(server.facts()));
        yield await(server);
      }
    };
  }

  /** Serves until the process is told to end (SIGTERM, SIGINT). */
  private static int await(Server server) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "untorn-stop"));
    try {
      server.awaitStop();
      return ExitCodes.FINE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  /** A server that was told to end, and did, has not failed: left alone, Java would say 143. */
  private static void end(Server server) {
    server.stop();
    ConsoleLog.close();
    Runtime.getRuntime().halt(ExitCodes.FINE);
  }

  private static List<Chosen> chosen(ParseResult parsed) {
    Stream<Chosen> named =
        parsed.matchedPositionals().stream()
            .map(dir -> new Chosen(Keys.named("serve.directory"), dir.getValue(), "DIR"));
    return Stream.concat(named, ServeOption.chosen(parsed)).toList();
  }

  private int print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCodes.FINE;
  }

  private int refuse(List<String> problems) {
    problems.forEach(this::complain);
    return ExitCodes.USAGE;
  }

  private void complain(String problem) {
    spec.commandLine().getErr().println("untorn: " + problem);
  }
}

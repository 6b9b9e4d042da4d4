package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.config.load.SettingsText;
import dev.untorn.linux.Signals;
import dev.untorn.server.Server;
import dev.untorn.server.Server.Startup;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A command that runs a server: from its settings to its end. */
record ServerRun(CommandLine command, Map<String, String> environment, GeneralOptions general) {
  /** With other servers these reload or reopen; unhandled, they would end this one. */
  private static final List<String> RELOAD_SIGNALS = List.of("HUP", "USR1");

  /**
   * Runs a server until it is stopped, with these values before those of file and environment,
   * unless the check finds a problem of the settings.
   */
  int call(List<CliValue> values, Function<Settings, Optional<String>> check) {
    if (general.isVerbose()) {
      ConsoleLog.tellMore();
    }
    List<String> contradictions = ServeOption.contradictions(command.getParseResult());
    if (!contradictions.isEmpty()) {
      return refuse(contradictions);
    }
    return switch (SettingsReader.read(general.config(), environment, values)) {
      case LoadResult.Invalid(List<ConfigProblem> problems) ->
          refuse(problems.stream().map(ConfigProblem::line).toList());
      case LoadResult.Read read when general.isToPrintConfig() ->
          print(SettingsText.effective(read));
      case LoadResult.Read(Settings settings, var _, var _, var _) ->
          check
              .apply(settings)
              .or(() -> problem(settings))
              .map(why -> refuse(List.of(why)))
              .orElseGet(() -> run(settings));
    };
  }

  private static Optional<String> problem(Settings settings) {
    return settings.proxy().isUsed()
        ? cacheProblem(settings.proxy().cache())
        : DirectoryCheck.problem(settings.serve().directory());
  }

  /** Makes the directory of the cache, if there is none. */
  private static Optional<String> cacheProblem(Path directory) {
    try {
      Files.createDirectories(directory);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "cannot make the cache's directory %s (%s): name another with --cache"
              .formatted(directory, Reason.of(e)));
    }
  }

  private int run(Settings settings) {
    return switch (Server.start(settings)) {
      case Startup.Refused(String problem) -> refuse(List.of(problem));
      case Startup.Started(Server server) -> {
        ConsoleLog.writeInBackground();
        // Before the first screen, because its reader may send a signal at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "untorn-stop"));
        RELOAD_SIGNALS.forEach(name -> Signals.handle(name, () -> reopenLogs(server, name)));
        print(Banner.of(server.startupReport(), settings));
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
    LoggerFactory.getLogger(ServerRun.class)
        .info(
            "SIG{}: {}; settings are read at the start only",
            signal,
            server.reopenLogs()
                ? "the access log is reopened"
                : "there is no access log file to reopen");
  }

  private int print(String text) {
    command.getOut().print(text);
    command.getOut().flush();
    return ExitCodes.FINE;
  }

  private int refuse(List<String> problems) {
    problems.forEach(problem -> command.getErr().println("untorn: " + problem));
    return ExitCodes.USAGE;
  }
}

package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.load.CliValue;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class ServeCommand extends ServerCommand {
  @Parameters(paramLabel = "DIR", arity = "0..1", description = "the directory (default: .)")
  private Optional<String> directory = Optional.empty();

  private ServeCommand(Map<String, String> environment) {
    super(environment);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine command = new CommandLine(new ServeCommand(environment));
    ServeOption.addTo(command.getCommandSpec());
    return command;
  }

  @Override
  Optional<CliValue> named() {
    return named("serve.directory", "DIR", directory);
  }

  @Override
  Optional<String> problem(Settings settings) {
    return Optional.empty();
  }
}

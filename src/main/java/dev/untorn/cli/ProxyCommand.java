package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.load.CliValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code untorn proxy}. */
@Command(
    name = "proxy",
    header = "Serve the objects of an HTTP origin or an S3 bucket from a cache.",
    description = {
      "",
      "What the origin did not send whole is not stored, and no client gets it as complete."
    },
    customSynopsis = "@|bold untorn proxy|@ [OPTIONS] URL...",
    footer = {
      "",
      "@|bold Examples|@",
      "  untorn proxy https://deb.example/debian --cache /var/cache/untorn",
      "  untorn proxy http://127.0.0.1:9000 --cache cache --port 0",
      "  untorn proxy s3://bucket/prefix --endpoint http://127.0.0.1:9000 --cache cache",
      "  untorn proxy https://deb.example/debian --config FILE",
      "  untorn proxy --config FILE",
      "",
      "@|bold Several origins|@",
      "A FILE may name them, by the paths or the hosts of requests:",
      "  origins:",
      "    - {path: /debian, url: 'https://deb.example/debian'}",
      "    - {path: /maven2, url: 'https://maven.example/maven2'}",
      "",
      "@|bold Rules|@",
      "A FILE may say more about some paths; the first rule that matches holds. A mirror of"
          + " Debian:",
      "  rules:",
      "    - {match: '**/dists/**', fresh: 1m}",
      "    - {match: '**/pool/**', fresh: immutable}",
      "For Maven Central:",
      "  rules:",
      "    - {match: 'maven-metadata.xml*', fresh: 10m}",
      "    - {match: '*.*', fresh: immutable}",
      "Rules also set negative, stale-if-error, cookies, ignored-query, unframed",
      "and deliver.",
      "",
      "config/untorn.yaml lists and explains all settings; not all have an option."
    })
final class ProxyCommand extends ServerCommand {
  @Parameters(
      paramLabel = "URL",
      arity = "0..*",
      description = {
        "the origin, with the path below which its objects are;",
        "several: its addresses, the first choice first"
      })
  private List<String> urls = List.of();

  private ProxyCommand(Map<String, String> environment) {
    super(environment);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine command = new CommandLine(new ProxyCommand(environment));
    ServeOption.addOfProxyTo(command.getCommandSpec());
    return command;
  }

  @Override
  Optional<CliValue> named() {
    return named(
        "proxy.origin", "URL", Optional.of(String.join(",", urls)).filter(_ -> !urls.isEmpty()));
  }

  /** Without an origin, the files of a directory would be served. */
  @Override
  Optional<String> problem(Settings settings) {
    return settings.proxy().isUsed()
        ? Optional.empty()
        : Optional.of(
            "name the origin: untorn proxy https://deb.example/debian, or a file with origins");
  }
}

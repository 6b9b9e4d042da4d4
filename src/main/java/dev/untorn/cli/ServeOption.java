package dev.untorn.cli;

import dev.untorn.config.key.Key;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * How an option that sets a key appears. The key parses the value and knows the default.
 *
 * @param label stands for the value in the help text
 */
record ServeOption(String name, Key<?> key, String label, String description) {
  private static final List<ServeOption> FILES =
      List.of(
          option(
              "--mode=MODE",
              "serve.mode",
              "auto, snapshot, guarded: every complete response is one version of its file;"
                  + " sendfile: zero-copy from the live file, changes are only counted"),
          option(
              "--while-writing=WHAT",
              "serve.while-writing",
              "for a file that is being written: committed, its last committed version; moment,"
                  + " its bytes at one moment; or refuse (503)"),
          option("--listing=on|off", "serve.listing", "list directories that have no index"),
          option(
              "--spa=FILE",
              "serve.spa",
              "answer pages that don't exist with FILE, for single-page applications"));
  private static final List<ServeOption> NETWORK =
      List.of(
          option("--port=PORT", "network.port", "listen on PORT; 0 for any free port"),
          option("--bind=ADDRESS", "network.bind", "listen on ADDRESS; 0.0.0.0 for all networks"),
          option(
              "--threads=N", "network.threads", "run N event loops; auto: one for each processor"));
  private static final List<ServeOption> METRICS_AND_LOGS =
      List.of(
          option(
              "--admin-port=PORT",
              "admin.port",
              "serve /metrics and /health on PORT; off for neither"),
          option("--admin-bind=ADDRESS", "admin.bind", "serve them on ADDRESS"),
          option(
              "--access-log=FILE",
              "log.access",
              "log requests to FILE; - for standard output, off for none"),
          option(
              "--log-format=FORMAT",
              "log.format",
              "the format of its lines: common, combined or json"));
  private static final List<ServeOption> CACHE =
      List.of(
          option("--cache=DIR", "proxy.cache", "keep objects in DIR"),
          option(
              "--endpoint=URL",
              "proxy.s3-endpoint",
              "the server of a bucket s3://BUCKET/PREFIX, if it is not Amazon's"),
          option("--size=SIZE", "proxy.size", "keep as much of them"),
          option(
              "--network=WHAT",
              "proxy.network",
              "online; fallback: what is stored stands in while the origin fails; offline: never"
                  + " ask it"),
          option(
              "--unframed=WHAT",
              "proxy.unframed",
              "a body whose end nothing proves: refuse it, or pass it unstored"));
  private static final List<ServeOption> ALL =
      Stream.of(FILES, CACHE, NETWORK, METRICS_AND_LOGS).flatMap(List::stream).toList();

  static void addOfProxyTo(CommandSpec command) {
    addTo(command, "Cache", CACHE, 0);
    addTo(command, "Network", NETWORK, 1);
    addTo(command, "Metrics and logs", METRICS_AND_LOGS, 2);
  }

  static void addTo(CommandSpec command) {
    addTo(command, "Files", FILES, 0);
    addTo(command, "Network", NETWORK, 1);
    addTo(command, "Metrics and logs", METRICS_AND_LOGS, 2);
  }

  private static void addTo(
      CommandSpec command, String heading, List<ServeOption> options, int order) {
    ArgGroupSpec.Builder spec =
        ArgGroupSpec.builder()
            .heading("%n@|bold " + heading + "|@%n")
            .exclusive(false)
            .validate(false)
            .order(order);
    options.forEach(option -> spec.addArg(option.spec()));
    command.addArgGroup(spec.build());
  }

  static Stream<CliValue> chosen(ParseResult parsed) {
    return ALL.stream()
        .filter(option -> parsed.hasMatchedOption(option.name()))
        .map(option -> option.chosen(parsed.matchedOptionValue(option.name(), "")));
  }

  /** A message for each option with several values. */
  static List<String> contradictions(ParseResult parsed) {
    return ALL.stream()
        .filter(option -> parsed.hasMatchedOption(option.name()))
        .map(option -> option.contradiction(parsed))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> contradiction(ParseResult parsed) {
    List<String> values =
        parsed.matchedOption(name).originalStringValues().stream().distinct().toList();
    return values.size() == 1
        ? Optional.empty()
        : Optional.of(
            "option %s takes one value, but was given several: %s%s"
                .formatted(
                    name,
                    String.join(", ", values),
                    name.endsWith("bind") ? "; 0.0.0.0 or :: listens on all addresses" : ""));
  }

  private static ServeOption option(String usage, String key, String description) {
    String[] parts = usage.split("=", 2);
    return new ServeOption(parts[0], Keys.named(key), parts[1], description);
  }

  private CliValue chosen(String text) {
    return new CliValue(key, text, name);
  }

  private OptionSpec spec() {
    String preset = key.plainDefault().toString();
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description + (preset.isEmpty() ? "" : " (default: " + preset + ")"))
        .build();
  }
}

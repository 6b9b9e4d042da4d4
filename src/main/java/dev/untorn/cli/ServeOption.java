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
 * An option that sets a key. The key parses the value and knows the default; this is the option's
 * appearance.
 *
 * @param label what stands for the value in the help text
 */
record ServeOption(String name, Key<?> key, String label, String description) {
  private record Group(String heading, List<ServeOption> options) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "Files",
              List.of(
                  option(
                      "--mode",
                      "serve.mode",
                      "MODE",
                      "auto, snapshot, guarded: every complete response is one version of its"
                          + " file; sendfile: zero-copy from the live file, changes are only"
                          + " counted"),
                  option(
                      "--while-writing",
                      "serve.while-writing",
                      "WHAT",
                      "for a file that is being written: committed, its last committed version;"
                          + " moment, its bytes at one moment; or refuse (503)"),
                  option(
                      "--listing",
                      "serve.listing",
                      "on|off",
                      "list directories that have no index"),
                  option(
                      "--spa",
                      "serve.spa",
                      "FILE",
                      "answer pages that don't exist with FILE, for single-page applications"))),
          new Group(
              "Network",
              List.of(
                  option("--port", "network.port", "PORT", "listen on PORT; 0 for any free port"),
                  option(
                      "--bind",
                      "network.bind",
                      "ADDRESS",
                      "listen on ADDRESS; 0.0.0.0 for all networks"),
                  option(
                      "--threads",
                      "network.threads",
                      "N",
                      "run N event loops; auto: one for each processor"))),
          new Group(
              "Metrics and logs",
              List.of(
                  option(
                      "--admin-port",
                      "admin.port",
                      "PORT",
                      "serve /metrics and /health on PORT; off for neither"),
                  option("--admin-bind", "admin.bind", "ADDRESS", "serve them on ADDRESS"),
                  option(
                      "--access-log",
                      "log.access",
                      "FILE",
                      "log requests to FILE; - for standard output, off for none"),
                  option(
                      "--log-format",
                      "log.format",
                      "FORMAT",
                      "the format of its lines: common, combined or json"))));

  /** Adds all options to a command, in groups with headings. */
  static void addTo(CommandSpec command) {
    int order = 0;
    for (Group group : GROUPS) {
      ArgGroupSpec.Builder spec =
          ArgGroupSpec.builder()
              .heading("%n@|bold " + group.heading() + "|@%n")
              .exclusive(false)
              .validate(false)
              .order(order++);
      group.options().forEach(option -> spec.addArg(option.spec()));
      command.addArgGroup(spec.build());
    }
  }

  /** The values that the user gave. */
  static Stream<CliValue> chosen(ParseResult parsed) {
    return GROUPS.stream()
        .flatMap(group -> group.options().stream())
        .filter(option -> parsed.hasMatchedOption(option.name()))
        .map(option -> option.chosen(parsed.matchedOptionValue(option.name(), "")));
  }

  /** A message for each option that was given several values, because each setting has one. */
  static List<String> contradictions(ParseResult parsed) {
    return GROUPS.stream()
        .flatMap(group -> group.options().stream())
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

  private static ServeOption option(String name, String key, String label, String description) {
    return new ServeOption(name, Keys.named(key), label, description);
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

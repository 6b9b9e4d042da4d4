package dev.untorn.cli;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.server.probe.Probe;
import dev.untorn.server.probe.ProbeJson;
import dev.untorn.server.probe.ProbeReport;
import dev.untorn.server.probe.ProbeText;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code untorn probe}: reports what can be proved here, and how files would be sent. */
@Command(
    name = "probe",
    header = "Tell what can be proved of a directory on this machine, and why.",
    description = {
      "",
      "Tries leases, clones, timestamps and sendfile in small experiments that leave nothing"
          + " behind, finds the way to a client, and says what each mode will do, and the remedy"
          + " for each weakness."
    },
    customSynopsis = "@|bold untorn probe|@ [OPTIONS] [DIR]",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%n@|bold Options|@%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Exit codes|@",
      "  0 done   2 wrong usage, or the directory cannot be read",
      "",
      "@|bold Examples|@",
      "  untorn probe /srv/mirror                      for clients of this machine",
      "  untorn probe /srv/mirror --peer 192.0.2.7     for one elsewhere",
      "  untorn probe /srv/mirror --json               for programs"
    })
final class ProbeCommand extends HelpOption implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "the directory (default: .)")
  private Optional<String> directory = Optional.empty();

  @Option(
      names = "--peer",
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description = "a client's address, such as 192.0.2.7 (default: this machine's own)")
  private InetAddress peer = InetAddress.ofLiteral("127.0.0.1");

  @Option(names = "--config", paramLabel = "FILE", description = "read settings from FILE (YAML)")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  ProbeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<CliValue> cliValue =
        directory.stream()
            .map(text -> new CliValue(Keys.named("serve.directory"), text, "DIR"))
            .toList();
    return switch (SettingsReader.read(config, environment, cliValue)) {
      case LoadResult.Invalid(List<ConfigProblem> problems) ->
          refuse(problems.stream().map(ConfigProblem::line).toList());
      case LoadResult.Read(Settings settings, var _, var _, var _) ->
          DirectoryCheck.problem(settings.serve().directory())
              .map(problem -> refuse(List.of(problem)))
              .orElseGet(() -> look(settings));
    };
  }

  private int look(Settings settings) {
    return switch (Probe.of(settings, peer)) {
      case Probe.Outcome.Refused(String problem) -> refuse(List.of(problem));
      case Probe.Outcome.Done(ProbeReport report) -> {
        spec.commandLine()
            .getOut()
            .print(json ? ProbeJson.render(report) : ProbeText.render(report, Ansi.AUTO.enabled()));
        spec.commandLine().getOut().flush();
        yield ExitCodes.FINE;
      }
    };
  }

  private int refuse(List<String> problems) {
    problems.forEach(problem -> spec.commandLine().getErr().println("untorn: " + problem));
    return ExitCodes.USAGE;
  }

  /** Parses addresses without asking a name server. */
  static final class AddressConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String text) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is no address like 192.0.2.7 or ::1");
      }
    }
  }
}

package dev.untorn.cli.lab;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Interruption;
import dev.untorn.cli.ReportOptions;
import dev.untorn.cli.Version;
import dev.untorn.lab.proxy.ProxyLab;
import dev.untorn.lab.proxy.ProxyPlan;
import dev.untorn.lab.proxy.ProxyResult;
import dev.untorn.lab.report.ProxyDisplay;
import dev.untorn.lab.report.ProxyJson;
import dev.untorn.lab.report.ProxyMarkdown;
import dev.untorn.lab.report.ProxyPage;
import dev.untorn.lab.report.ProxyText;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.text.LiveDisplay;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code untorn lab proxy}: what clients get from a caching proxy whose origin is bad. */
@Command(
    name = "proxy",
    header = "Judge what clients get from a caching proxy whose origin cuts, swaps and lies.",
    description = {
      "",
      "Runs every chosen proxy in front of an origin that cuts bodies, replaces objects while they"
          + " are sent, stalls and lies, keeps what clients got, and judges afterwards, from the"
          + " bytes alone, which responses the origin really gave.",
      "Naive proxies, which must be caught, run first."
    },
    customSynopsis = "@|bold untorn lab proxy|@ [OPTIONS]",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Exit codes|@",
      "  0 no response was wrong   1 some were   2 wrong usage   3 unknown",
      "  130, 143 interrupted: a report of what was measured until then",
      "",
      "@|bold Examples|@",
      "  untorn lab proxy --naive --seconds 3",
      "  untorn lab proxy --run 'mine=my-proxy --to {origin} --port {port} --cache {dir}'",
      "  untorn lab proxy --run 's3=my-proxy --bucket {bucket} --at {endpoint} --port {port}'",
      "  untorn lab proxy --url mine=http://localhost:8081/ --origin-port 9000"
    })
final class ProxyLabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProxyOptions options = new ProxyOptions();

  @ArgGroup(validate = false, heading = "%n@|bold Output|@%n", order = 90)
  private final ReportOptions output = new ReportOptions();

  private ProxyLabCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new ProxyLabCommand());
  }

  @Override
  public Integer call() throws InterruptedException {
    output.files().forEach(file -> ReportOptions.mustBeWritable(spec, file));
    ProxyPlan plan;
    try {
      plan = options.plan();
    } catch (IllegalArgumentException e) {
      return failed(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
    LiveDisplay display = LiveDisplay.on(spec.commandLine().getErr(), output.isQuiet());
    ProxyLab lab = new ProxyLab(plan, new ProxyDisplay(display));
    try (Interruption _ = new Interruption(lab::interrupt)) {
      return report(lab.run(RunInfo.now(Version.release(), ReportOptions.call(spec))));
    } catch (IOException e) {
      return failed("the origin cannot listen: " + ReportOptions.reason(e));
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("untorn: " + why);
    return ExitCodes.USAGE;
  }

  /** Writes all that was asked for. */
  private int report(ProxyResult result) {
    return output.write(
        spec,
        new ReportOptions.Report(
            ProxyText.text(result, LiveDisplay.isColoured()),
            () -> ProxyJson.text(result),
            () -> ProxyPage.text(result),
            () -> ProxyMarkdown.text(result)),
        result.outcome().exitCode());
  }
}

package dev.untorn.cli.lab;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Interruption;
import dev.untorn.cli.ReportOptions;
import dev.untorn.cli.Version;
import dev.untorn.lab.report.IntegrityJson;
import dev.untorn.lab.report.IntegrityMarkdown;
import dev.untorn.lab.report.IntegrityPage;
import dev.untorn.lab.report.IntegrityText;
import dev.untorn.lab.report.LabDisplay;
import dev.untorn.lab.run.IntegrityLab;
import dev.untorn.lab.run.LabPlan;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.text.LiveDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code untorn lab integrity}: what clients get while a file is written. */
@Command(
    name = "integrity",
    header = "Judge what clients get from a server while the files are being written.",
    description = {
      "",
      "Runs every chosen server under every kind of writer, keeps what clients got, and judges"
          + " afterwards, from the bytes alone, which responses were one version of the file.",
      "A control arm, which must be caught torn, runs first, over each link in each directory. A"
          + " promise is kept only on evidence: changes of the file, answers of every client, and"
          + " answers that overlap changes."
    },
    customSynopsis = "@|bold untorn lab integrity|@ [OPTIONS]",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%n@|bold Options|@%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Exit codes|@",
      "  0 all promises kept   1 a promise broken   2 wrong usage   3 unknown",
      "  130, 143 interrupted: a report of what was measured until then",
      "",
      "@|bold Examples|@",
      "  untorn lab integrity --quick",
      "  untorn lab integrity --dir /mnt/xfs --dir /var/tmp --html report.html",
      "  untorn lab integrity --only snapshot/mmap --seconds 60",
      "  untorn lab integrity --mode auto --mount overlay,fuse --proxy --stop",
      "  untorn lab integrity --wire --duty 0.1 --markdown availability.md",
      "  untorn lab integrity --url http://localhost/x --file /var/www/x --name nginx"
    })
final class IntegrityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private IntegrityServers servers = new IntegrityServers();

  @Mixin private IntegrityPlaces places = new IntegrityPlaces();

  @Mixin private IntegrityOptions options = new IntegrityOptions();

  @ArgGroup(
      exclusive = false,
      multiplicity = "0..*",
      heading = "%n@|bold Another server|@ (repeatable)%n")
  private List<IntegrityOther> others = new ArrayList<>();

  @ArgGroup(validate = false, heading = "%n@|bold Output|@%n", order = 90)
  private final ReportOptions output = new ReportOptions();

  private IntegrityCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new IntegrityCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    output.files().forEach(file -> ReportOptions.mustBeWritable(spec, file));
    LabPlan plan;
    try {
      plan = options.plan(servers, places, others);
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("untorn: " + e.getMessage());
      return ExitCodes.USAGE;
    }
    LiveDisplay display = LiveDisplay.on(spec.commandLine().getErr(), output.isQuiet());
    IntegrityLab lab = new IntegrityLab(plan, new LabDisplay(display, plan.perCell()));
    try (Interruption _ = new Interruption(lab::interrupt)) {
      return report(lab.run(RunInfo.now(Version.release(), ReportOptions.call(spec))));
    }
  }

  /** Writes all that was asked for. */
  private int report(LabResult result) {
    return output.write(
        spec,
        new ReportOptions.Report(
            IntegrityText.text(result, LiveDisplay.isColoured()),
            () -> IntegrityJson.text(result),
            () -> IntegrityPage.text(result),
            () -> IntegrityMarkdown.text(result)),
        result.outcome().exitCode());
  }
}

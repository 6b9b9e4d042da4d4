package dev.untorn.cli.lab;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Interruption;
import dev.untorn.cli.ReportOptions;
import dev.untorn.cli.Version;
import dev.untorn.config.Size;
import dev.untorn.lab.hazard.Change;
import dev.untorn.lab.hazard.Control;
import dev.untorn.lab.hazard.HazardJson;
import dev.untorn.lab.hazard.HazardPage;
import dev.untorn.lab.hazard.HazardPlan;
import dev.untorn.lab.hazard.HazardReport;
import dev.untorn.lab.hazard.HazardRun;
import dev.untorn.lab.hazard.HazardText;
import dev.untorn.lab.hazard.Network;
import dev.untorn.lab.hazard.Way;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.text.LiveDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code untorn lab hazard}: how long bytes handed to a socket keep following their file. */
@Command(
    name = "hazard",
    header = "Show how long bytes handed to a socket keep following their file.",
    mixinStandardHelpOptions = true,
    description = {
      "Hands a file to a connection whose peer does not read, changes the file, lets the peer read:"
          + " which bytes are old, new or zero, and when the hazard ended.",
      "Every way of handing over, every kind of writer, every directory."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 2:wrong usage, or a directory or file that cannot be written",
      " 3:unknown: the control did not show the hazard, or a cell failed",
      " 130, 143:interrupted: a report of what was tried until then"
    })
public final class HazardCommand implements Callable<Integer> {
  /** The control did not show the hazard, or a cell failed. */
  private static final int UNKNOWN = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "A directory on a filesystem to try; repeatable. Default: ${DEFAULT-VALUE}",
      defaultValue = "/tmp")
  private List<Path> directories = List.of();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "Size of the file, as 256KiB or 4MiB, in steps of 4KiB; repeatable. Default: one that"
              + " fits the peer's buffer and one that exceeds both, ${DEFAULT-VALUE}",
      split = ",",
      defaultValue = "256KiB,4MiB")
  private List<Size> sizes = List.of();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Trials of each cell. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private int repeats;

  @Option(
      names = "--wire",
      description =
          "Also over two network namespaces whose sender copies each packet, without and with"
              + " losses; needs root")
  private boolean wire;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write JSON")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Also write a page")
  private Optional<Path> html = Optional.empty();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    HazardPlan plan = plan();
    Stream.of(json, html)
        .flatMap(Optional::stream)
        .forEach(file -> ReportOptions.mustBeWritable(spec, file));
    AtomicBoolean mayGoOn = new AtomicBoolean(true);
    try (Interruption _ = new Interruption(() -> mayGoOn.set(false))) {
      HazardReport report = run(plan, mayGoOn::get);
      out.print(HazardText.render(report, LiveDisplay.isColoured()));
      out.flush();
      boolean jsonWritten = ReportOptions.write(spec, json, () -> HazardJson.render(report));
      boolean htmlWritten = ReportOptions.write(spec, html, () -> HazardPage.render(report));
      if (!jsonWritten || !htmlWritten) {
        return ExitCodes.USAGE;
      }
      return report.control() == Control.SHARES_PAGES && !report.hasUnknown()
          ? ExitCodes.FINE
          : UNKNOWN;
    } catch (IOException e) {
      spec.commandLine().getErr().println("untorn: " + ReportOptions.reason(e));
      return ExitCodes.USAGE;
    }
  }

  private HazardPlan plan() {
    Set<Network> networks = wire ? EnumSet.allOf(Network.class) : EnumSet.of(Network.LOOPBACK);
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new ParameterException(spec.commandLine(), "--dir: no such directory: " + directory);
      }
    }
    try {
      return new HazardPlan(
          directories,
          networks,
          sizes.stream().map(Size::bytes).toList(),
          repeats,
          List.of(Way.values()),
          List.of(Change.values()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private HazardReport run(HazardPlan plan, BooleanSupplier mayGoOn) throws IOException {
    LiveDisplay display = LiveDisplay.on(spec.commandLine().getErr(), false);
    int cells = plan.cells();
    HazardReport report =
        HazardRun.run(
            plan,
            RunInfo.now(Version.release(), commandLine()),
            (cell, done) ->
                display.showSometimes(
                    () -> "%d of %d, %s".formatted(done, cells, cell.place().filesystem())),
            mayGoOn);
    display.clear();
    return report;
  }

  /** What repeats this run, with the defaults spelled out. */
  private String commandLine() {
    List<String> words = new ArrayList<>(List.of("untorn", "lab", "hazard"));
    directories.forEach(directory -> words.addAll(List.of("--dir", directory.toString())));
    sizes.forEach(size -> words.addAll(List.of("--size", size.toString())));
    words.addAll(List.of("--repeat", String.valueOf(repeats)));
    if (wire) {
      words.add("--wire");
    }
    return String.join(" ", words);
  }

  /** Reads sizes like 256KiB. */
  static final class SizeConverter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      return Size.parse(text)
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is no size like 256KiB"));
    }
  }
}

package dev.untorn.cli;

import dev.untorn.bench.report.LineProgress;
import dev.untorn.bench.report.TableReport;
import dev.untorn.bench.report.TerminalProgress;
import dev.untorn.bench.report.Verdict;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.BenchRun;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.TargetException;
import dev.untorn.server.NativeTransport;
import dev.untorn.server.Obstacle;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code untorn bench}: how fast servers are, and at what cost. */
@Command(
    name = "bench",
    header = "Measure how fast servers are, and what a request costs them.",
    description = {
      "",
      "Measures a running server, or starts Untorn for a directory in each of its modes and"
          + " compares them in turns, so that changes of the machine's speed affect all alike."
    },
    customSynopsis = "@|bold untorn bench|@ [OPTIONS] URL|DIR",
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%n@|bold Options|@%n",
    sortOptions = false,
    footer = {
      "",
      "@|bold Exit codes|@",
      "  0  done",
      "  1  a --fail-if condition was met, or there were too few responses to tell; a server gave"
          + " no good answer or did not start; a file could not be written",
      "  2  not understood, or nothing was measured: no such host, nobody listens, no answer, no"
          + " status as expected; the files of --compare cannot be compared",
      "",
      "@|bold Examples|@",
      "  untorn bench http://localhost:8080/index.html",
      "  untorn bench /srv/mirror --size 1KiB,1MiB --vs nginx=http://localhost:8081/",
      "  untorn bench http://localhost:8080/x --rate 2000 --fail-if 'p99>5ms'",
      "  untorn bench --compare before.json after.json --fail-if 'p99>1.1'"
    })
final class BenchCommand implements Callable<Integer> {
  /** After Ctrl-C: servers end, files are removed, results are printed. */
  private static final long END_SECONDS_MAX = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchTargets targets = new BenchTargets();

  @Mixin private BenchOptions options = new BenchOptions();

  @Mixin private BenchManner manner = new BenchManner();

  @ArgGroup(validate = false, heading = "%n@|bold Output|@%n", order = 90)
  private final BenchOutput output = new BenchOutput();

  private BenchCommand() {}

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand());
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (output.isComparison()) {
        BenchOptions.check(
            targets.isEmpty(), "--compare measures nothing: leave out the URL or DIR");
        boolean fine =
            output.compare(spec.commandLine().getOut(), spec.commandLine().getErr(), isColoured());
        return fine ? ExitCodes.FINE : ExitCodes.FAILED;
      }
      targets.check();
      options.shape();
      manner.manner(options.isKeepAlive());
      output.check();
      Optional<Obstacle> obstacle = NativeTransport.obstacle();
      if (obstacle.isPresent()) {
        throw new IllegalArgumentException(obstacle.get().line());
      }
      return run();
    } catch (IllegalArgumentException | TargetException e) {
      spec.commandLine().getErr().println("untorn: " + e.getMessage());
      return ExitCodes.USAGE;
    } catch (IOException e) {
      spec.commandLine().getErr().println("untorn: " + e.getMessage());
      return ExitCodes.FAILED;
    }
  }

  private int run() throws IOException, InterruptedException {
    CountDownLatch finished = new CountDownLatch(1);
    try {
      BenchResult result = measure(finished);
      Verdict verdict = output.verdict(result);
      spec.commandLine().getOut().print(new TableReport(result, verdict, isColoured()).text());
      spec.commandLine().getOut().flush();
      output.write(result, verdict);
      PrintWriter err = spec.commandLine().getErr();
      verdict.failures().forEach(line -> err.println("untorn: failed: " + line));
      return verdict.passed() ? ExitCodes.FINE : ExitCodes.FAILED;
    } finally {
      finished.countDown();
    }
  }

  private BenchResult measure(CountDownLatch finished) throws IOException, InterruptedException {
    try (BenchTargets.Opened opened = targets.open()) {
      BenchPlan plan =
          new BenchPlan(
              opened.cases(),
              options.rounds(targets.count()),
              options.duration(),
              options.warmup(),
              options.shape(),
              manner.manner(options.isKeepAlive()),
              targets.directory(),
              targets.baseline(),
              targets.writer());
      BenchRun run = new BenchRun(plan, opened.contenders(), progress());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(run, finished), "untorn-stop"));
      return run.run(command());
    }
  }

  /** Ctrl-C: there is a result all the same, and the process ends when it is printed. */
  private static void end(BenchRun run, CountDownLatch finished) {
    run.stop();
    try {
      var _ = finished.await(END_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Progress progress() {
    if (output.isQuiet()) {
      return Progress.NONE;
    }
    PrintWriter err = spec.commandLine().getErr();
    return isTerminal() ? new TerminalProgress(err, isColoured()) : new LineProgress(err);
  }

  private static boolean isColoured() {
    return isTerminal() && System.getenv("NO_COLOR") == null;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** As it was given, for the reports, and to be given to a shell again. */
  private String command() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .map(BenchCommand::quoted)
        .collect(Collectors.joining(" ", "untorn ", ""));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package dev.untorn.cli.bench;

import dev.untorn.bench.report.ConsoleProgress;
import dev.untorn.bench.report.TableReport;
import dev.untorn.bench.report.Verdict;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.BenchRun;
import dev.untorn.bench.run.TargetException;
import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.Interruption;
import dev.untorn.cli.ReportOptions;
import dev.untorn.server.NativeTransport;
import dev.untorn.server.Obstacle;
import dev.untorn.text.LiveDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code untorn bench}. */
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
      "  130, 143  interrupted: a report of what was measured until then",
      "",
      "@|bold Examples|@",
      "  untorn bench http://localhost:8080/index.html",
      "  untorn bench /srv/mirror --size 1KiB,1MiB --vs nginx=http://localhost:8081/",
      "  untorn bench http://localhost:8080/x --rate 2000 --fail-if 'p99>5ms'",
      "  untorn bench --compare before.json after.json --fail-if 'p99>1.1'"
    })
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchTargets targets = new BenchTargets();

  @Mixin private BenchOptions options = new BenchOptions();

  @Mixin private BenchRequests requests = new BenchRequests();

  @ArgGroup(validate = false, heading = "%n@|bold Output|@%n", order = 90)
  private final BenchOutput output = new BenchOutput();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return (output.isComparison() ? compare(out, err) : run(out, err))
          ? ExitCodes.FINE
          : ExitCodes.FAILED;
    } catch (IllegalArgumentException | TargetException e) {
      err.println("untorn: " + e.getMessage());
      return ExitCodes.USAGE;
    } catch (IOException e) {
      err.println("untorn: " + e.getMessage());
      return ExitCodes.FAILED;
    }
  }

  private boolean compare(PrintWriter out, PrintWriter err) {
    BenchOptions.check(targets.isEmpty(), "--compare measures nothing: leave out the URL or DIR");
    return isFine(output.compare(out, LiveDisplay.isColoured()), err);
  }

  private static boolean isFine(List<String> failures, PrintWriter err) {
    failures.forEach(line -> err.println("untorn: failed: " + line));
    return failures.isEmpty();
  }

  private boolean run(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
    targets.check();
    options.profile();
    requests.options(options.isKeepAlive());
    output.check(spec);
    Optional<Obstacle> obstacle = NativeTransport.obstacle();
    if (obstacle.isPresent()) {
      throw new IllegalArgumentException(obstacle.get().line());
    }
    CountDownLatch stopped = new CountDownLatch(1);
    // Closed after servers and files, so that these are gone before the process ends.
    try (Interruption _ = new Interruption(stopped::countDown)) {
      BenchResult result = measure(LiveDisplay.on(err, output.isQuiet()), stopped);
      Verdict verdict = output.verdict(result);
      out.print(TableReport.text(result, verdict, LiveDisplay.isColoured()));
      out.flush();
      boolean written = output.write(spec, result, verdict);
      return isFine(verdict.failures(), err) && written;
    }
  }

  private BenchResult measure(LiveDisplay display, CountDownLatch stopped)
      throws IOException, InterruptedException {
    try (BenchTargets.Opened opened = targets.open()) {
      BenchPlan plan =
          new BenchPlan(
              opened.cases(),
              options.rounds(targets.names().size()),
              options.duration(),
              options.warmup(),
              options.profile(),
              requests.options(options.isKeepAlive()),
              targets.directory(),
              targets.baseline(),
              targets.writer());
      ConsoleProgress progress = new ConsoleProgress(display, LiveDisplay.isColoured());
      return new BenchRun(plan, opened.servers(), progress, stopped).run(ReportOptions.call(spec));
    }
  }
}

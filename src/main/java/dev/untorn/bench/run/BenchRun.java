package dev.untorn.bench.run;

import dev.untorn.bench.load.Expected;
import dev.untorn.bench.load.Load;
import dev.untorn.bench.load.LoadPlan;
import dev.untorn.bench.load.Measured;
import dev.untorn.bench.load.Shot;
import dev.untorn.bench.target.Contender;
import dev.untorn.bench.target.ProcessCpu;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Measures all servers, interleaved in rounds, so that the machine's drift hits all alike. */
public final class BenchRun {
  /** After the first round only connections are new. */
  private static final int WARM_AGAIN_PART = 10;

  private static final long LOOK_MILLIS = 100;

  private final BenchPlan plan;
  private final List<Contender> contenders;
  private final Progress progress;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** A run of servers that are up. */
  public BenchRun(BenchPlan plan, List<Contender> contenders, Progress progress) {
    this.plan = plan;
    this.contenders = List.copyOf(contenders);
    this.progress = progress;
  }

  /** Ends it early, from any thread; what there is by then is its result. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * Runs.
   *
   * @param command as it was given, for the reports
   * @throws IOException if a writer cannot work
   */
  public BenchResult run(String command) throws IOException, InterruptedException {
    Instant start = Instant.now();
    List<Series> series = new ArrayList<>();
    for (Case one : plan.cases()) {
      if (!isStopped()) {
        series.addAll(measure(one));
      }
    }
    return new BenchResult(
        plan, start, System.getProperty("os.version"), command, !isStopped(), series);
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private List<Series> measure(Case one) throws IOException, InterruptedException {
    if (one.written().isEmpty()) {
      return rounds(one);
    }
    Case.Written written = one.written().get();
    try (Disturbance.Running _ =
        plan.writer().orElseThrow().start(written.file(), written.sizeBytes())) {
      return rounds(one);
    }
  }

  private List<Series> rounds(Case one) throws InterruptedException {
    List<List<Sample>> samples = new ArrayList<>();
    contenders.forEach(_ -> samples.add(new ArrayList<>()));
    for (int round = 0; round < plan.rounds(); round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        // Each round another is the first.
        int who = (round + turn) % contenders.size();
        if (!isStopped()) {
          turn(one, contenders.get(who), round, samples.get(who));
        }
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      if (!samples.get(i).isEmpty()) {
        series.add(new Series(one.name(), contenders.get(i), samples.get(i)));
      }
    }
    return series;
  }

  private void turn(Case one, Contender contender, int round, List<Sample> samples)
      throws InterruptedException {
    progress.begins(new Progress.Turn(one.name(), contender.name(), round + 1, plan.rounds()));
    Duration warmup = round == 0 ? plan.warmup() : plan.warmup().dividedBy(WARM_AGAIN_PART);
    LoadPlan loadPlan = loadPlan(one, contender);
    try (Load load = Load.start(loadPlan)) {
      boolean early = stopped.await(warmup.toNanos(), TimeUnit.NANOSECONDS);
      OptionalLong serverBefore = cpuNanos(contender);
      long ownBefore = ownCpuNanos();
      load.count();
      follow(load, System.nanoTime() + plan.duration().dividedBy(plan.rounds()).toNanos());
      load.end();
      long own = ownCpuNanos() - ownBefore;
      OptionalLong serverAfter = cpuNanos(contender);
      Measured measured = load.stop();
      OptionalDouble server =
          serverBefore.isPresent() && serverAfter.isPresent()
              ? OptionalDouble.of((serverAfter.getAsLong() - serverBefore.getAsLong()) / 1e9)
              : OptionalDouble.empty();
      Sample sample = new Sample(measured, server, own / 1e9);
      progress.ended(sample);
      // A round that was broken off compares with nothing, but is better than none.
      if (!early && (!isStopped() || samples.isEmpty())) {
        samples.add(sample);
      }
    } finally {
      loadPlan.shots().forEach(shot -> shot.request().release());
    }
  }

  private void follow(Load load, long endNanos) throws InterruptedException {
    long left = endNanos - System.nanoTime();
    while (left > 0
        && !stopped.await(
            Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)), TimeUnit.NANOSECONDS)) {
      progress.goes(load.live());
      left = endNanos - System.nanoTime();
    }
  }

  private LoadPlan loadPlan(Case one, Contender contender) {
    BenchPlan.Shape shape = plan.shape();
    List<String> fields = new ArrayList<>(shape.fields());
    shape.range().ifPresent(range -> fields.add(range.field()));
    if (!shape.keepAlive()) {
      fields.add("Connection: close");
    }
    List<Shot> shots =
        one.paths().stream()
            .map(path ->
                Shot.get(
                    contender.host(),
                    contender.path(path),
                    fields,
                    one.written().isPresent() ? Expected.ANYTHING : expected(path)))
            .toList();
    return new LoadPlan(
        contender.address(),
        shots,
        shape.connections(),
        shape.threads(),
        shape.pipeline(),
        shape.keepAlive(),
        shape.ratePerSecond(),
        shape.readBytesPerSecond(),
        shape.verify());
  }

  private Expected expected(String path) {
    return plan.directory()
        .map(directory -> Expectations.of(directory, path, plan.shape()))
        .orElse(Expected.ANYTHING);
  }

  private static OptionalLong cpuNanos(Contender contender) {
    return ProcessCpu.nanos(contender.pids());
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}

package dev.untorn.bench.run;

import dev.untorn.bench.load.Live;
import dev.untorn.bench.load.Load;
import dev.untorn.bench.load.LoadPlan;
import dev.untorn.bench.load.Measured;
import dev.untorn.bench.target.Contender;
import dev.untorn.bench.target.ProcessCpu;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures all servers, interleaved in rounds, so that the machine's drift hits all alike. */
public final class BenchRun {
  /** After the first round only connections are new. */
  private static final int WARM_AGAIN_PART = 10;

  /** Often enough to see how a round goes, and too seldom to cost anything. */
  private static final long LOOK_NANOS = 250_000_000;

  /** For thousands of idle connections to be made; a round begins without the rest. */
  private static final long IDLE_NANOS_MAX = 20_000_000_000L;

  /** After Ctrl-C, responses in flight are awaited no longer than this. */
  private static final Duration BROKEN_OFF_PATIENCE = Duration.ofSeconds(1);

  private static final long IDLE_LOOK_NANOS = 20_000_000;

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
   * @throws TargetException if a server cannot be measured as asked
   * @throws IOException if a writer cannot work
   */
  public BenchResult run(String command) throws IOException, InterruptedException {
    Instant start = Instant.now();
    Host host = Host.here();
    Map<String, String> software = preflight();
    List<Series> series = new ArrayList<>();
    for (Case one : plan.cases()) {
      if (!isStopped()) {
        series.addAll(measure(one));
      }
    }
    return new BenchResult(plan, start, host, software, command, !isStopped(), series);
  }

  private Map<String, String> preflight() throws IOException {
    Map<String, String> software = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      Preflight preflight = new Preflight(contender, plan.shape().timeout());
      for (Case one : plan.cases()) {
        try (Asks asks = new Asks(one, plan.manner(), contender, Optional.empty())) {
          preflight
              .check(asks, one.written().isPresent())
              .ifPresent(name -> software.put(contender.name(), name));
        }
      }
    }
    return software;
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

  private List<Series> rounds(Case one) throws IOException, InterruptedException {
    List<List<Sample>> samples = new ArrayList<>();
    List<LoadPlan> loads = new ArrayList<>();
    for (Contender contender : contenders) {
      samples.add(new ArrayList<>());
      loads.add(loadPlan(one, contender));
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        // Each round another is the first.
        int who = (round + turn) % contenders.size();
        if (!isStopped()) {
          turn(one, contenders.get(who), loads.get(who), round, samples.get(who));
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

  private void turn(
      Case one, Contender contender, LoadPlan loadPlan, int round, List<Sample> samples)
      throws InterruptedException {
    progress.begins(new Progress.Turn(one.name(), contender.name(), round + 1, plan.rounds()));
    Duration warmup = round == 0 ? plan.warmup() : plan.warmup().dividedBy(WARM_AGAIN_PART);
    try (Load load = Load.start(loadPlan)) {
      awaitIdle(load);
      boolean early = stopped.await(warmup.toNanos(), TimeUnit.NANOSECONDS);
      int idle = load.idleOpen();
      OptionalLong serverBefore = cpuNanos(contender);
      long ownBefore = ownCpuNanos();
      load.count();
      List<Tick> ticks =
          follow(load, System.nanoTime() + plan.duration().dividedBy(plan.rounds()).toNanos());
      load.end();
      long own = ownCpuNanos() - ownBefore;
      OptionalLong serverAfter = cpuNanos(contender);
      Measured measured = isStopped() ? load.stop(BROKEN_OFF_PATIENCE) : load.stop();
      OptionalDouble server =
          serverBefore.isPresent() && serverAfter.isPresent()
              ? OptionalDouble.of((serverAfter.getAsLong() - serverBefore.getAsLong()) / 1e9)
              : OptionalDouble.empty();
      Sample sample = new Sample(measured, server, own / 1e9, idle, ticks);
      progress.ended(sample);
      // An interrupted round cannot be compared, but is better than none.
      if (!early && (!isStopped() || samples.isEmpty())) {
        samples.add(sample);
      }
    }
  }

  private void awaitIdle(Load load) throws InterruptedException {
    long deadline = System.nanoTime() + IDLE_NANOS_MAX;
    while (load.idleOpen() < plan.shape().idle()
        && System.nanoTime() < deadline
        && !stopped.await(IDLE_LOOK_NANOS, TimeUnit.NANOSECONDS)) {
      // Looks again.
    }
  }

  private List<Tick> follow(Load load, long endNanos) throws InterruptedException {
    List<Tick> ticks = new ArrayList<>();
    Live before = new Live(0, 0, 0, new Histogram(1), 0);
    long left = endNanos - System.nanoTime();
    while (left > 0 && !stopped.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
      Live now = load.live();
      double seconds = now.seconds() - before.seconds();
      Tick tick =
          new Tick(
              now.seconds(),
              (now.work() - before.work()) / seconds,
              (now.bytes() - before.bytes()) / seconds);
      ticks.add(tick);
      progress.goes(now, tick);
      before = now;
      left = endNanos - System.nanoTime();
    }
    return ticks;
  }

  private LoadPlan loadPlan(Case one, Contender contender) throws IOException {
    Optional<Expectations> expectations =
        plan.directory()
            .map(directory ->
                new Expectations(directory, plan.shape().verify() && !plan.manner().head()));
    try (Asks asks = new Asks(one, plan.manner(), contender, expectations)) {
      return new LoadPlan(
          contender.address(), asks.all(), asks.greeting(), plan.manner().head(), plan.shape());
    }
  }

  private static OptionalLong cpuNanos(Contender contender) {
    return ProcessCpu.nanos(contender.pids());
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}

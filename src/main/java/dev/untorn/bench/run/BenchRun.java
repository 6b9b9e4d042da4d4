package dev.untorn.bench.run;

import dev.untorn.bench.load.Load;
import dev.untorn.bench.load.LoadPlan;
import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.target.ProcessCpu;
import dev.untorn.bench.target.SystemUnderTest;
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
import java.util.stream.IntStream;

/** Measures all servers in interleaved rounds, so that the machine's drift affects all alike. */
public final class BenchRun {
  /** Later rounds warm up for a tenth of the time: only their connections are new. */
  private static final int WARM_AGAIN_PART = 10;

  /** Often enough to show progress, too seldom to cost anything. */
  private static final long LOOK_NANOS = 250_000_000;

  /** Enough for thousands of idle connections; then a round begins without the missing ones. */
  private static final long IDLE_NANOS_MAX = 20_000_000_000L;

  /** After Ctrl-C, waits no longer for responses in flight. */
  private static final Duration INTERRUPTED_PATIENCE = Duration.ofSeconds(1);

  private static final long IDLE_LOOK_NANOS = 20_000_000;

  private final BenchPlan plan;
  private final List<SystemUnderTest> servers;
  private final Progress progress;
  private final CountDownLatch stopped;

  /**
   * A run with servers that are up.
   *
   * @param stopped ends it early with its results so far, when counted down
   */
  public BenchRun(
      BenchPlan plan, List<SystemUnderTest> servers, Progress progress, CountDownLatch stopped) {
    this.plan = plan;
    this.servers = List.copyOf(servers);
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * Runs.
   *
   * @param command as the user gave it, for the reports
   * @throws TargetException if a server cannot be measured as planned
   * @throws IOException if a writer fails
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
    for (SystemUnderTest server : servers) {
      for (Case one : plan.cases()) {
        preflight(server)
            .check(planner(one, server, Optional.empty()), one.written().isPresent())
            .ifPresent(name -> software.put(server.name(), name));
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
    try (FileWriter.Running _ =
        plan.writer().orElseThrow().start(written.file(), written.sizeBytes())) {
      return rounds(one);
    }
  }

  private List<Series> rounds(Case one) throws IOException, InterruptedException {
    List<List<RoundResult>> results = new ArrayList<>();
    List<LoadPlan> loads = new ArrayList<>();
    for (SystemUnderTest server : servers) {
      results.add(new ArrayList<>());
      loads.add(loadPlan(one, server));
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (int turn = 0; turn < servers.size() && !isStopped(); turn++) {
        // Each round begins with another server.
        int who = (round + turn) % servers.size();
        SystemUnderTest server = servers.get(who);
        progress.begins(new Progress.Turn(one.name(), server.name(), round + 1, plan.rounds()));
        turn(server, loads.get(who), round, results.get(who));
      }
    }
    return IntStream.range(0, servers.size())
        .filter(i -> !results.get(i).isEmpty())
        .mapToObj(i -> new Series(one.name(), servers.get(i), results.get(i)))
        .toList();
  }

  private void turn(SystemUnderTest server, LoadPlan load, int round, List<RoundResult> results)
      throws InterruptedException {
    Duration warmup = round == 0 ? plan.warmup() : plan.warmup().dividedBy(WARM_AGAIN_PART);
    try (Load running = new Load(load)) {
      awaitIdle(running);
      boolean early = stopped.await(warmup.toNanos(), TimeUnit.NANOSECONDS);
      RoundResult result = measure(server, running);
      progress.ended(result);
      // An interrupted round counts only if there is no other.
      if (!early && (!isStopped() || results.isEmpty())) {
        results.add(result);
      }
    }
  }

  private RoundResult measure(SystemUnderTest server, Load load) throws InterruptedException {
    int idle = load.idleOpen();
    OptionalLong serverBefore = ProcessCpu.nanos(server.pids());
    long ownBefore = ownCpuNanos();
    load.count();
    Duration time = plan.duration().dividedBy(plan.rounds());
    List<Tick> ticks = follow(load, System.nanoTime() + time.toNanos());
    load.end();
    double own = (ownCpuNanos() - ownBefore) / 1e9;
    OptionalLong serverAfter = ProcessCpu.nanos(server.pids());
    OptionalDouble cpu =
        serverBefore.isPresent() && serverAfter.isPresent()
            ? OptionalDouble.of((serverAfter.getAsLong() - serverBefore.getAsLong()) / 1e9)
            : OptionalDouble.empty();
    LoadResult result = isStopped() ? load.stop(INTERRUPTED_PATIENCE) : load.stop();
    return new RoundResult(result, cpu, own, idle, ticks);
  }

  private void awaitIdle(Load load) throws InterruptedException {
    long deadline = System.nanoTime() + IDLE_NANOS_MAX;
    while (load.idleOpen() < plan.profile().idle()
        && System.nanoTime() < deadline
        && !stopped.await(IDLE_LOOK_NANOS, TimeUnit.NANOSECONDS)) {
      // Looks again.
    }
  }

  private List<Tick> follow(Load load, long endNanos) throws InterruptedException {
    List<Tick> ticks = new ArrayList<>();
    Tick.Sums before = new Tick.Sums(0, 0, 0);
    long left = endNanos - System.nanoTime();
    while (left > 0 && !stopped.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
      LoadResult now = load.now();
      Tick.Sums sums = new Tick.Sums(now.seconds(), now.work(), now.bytes());
      ticks.add(sums.since(before));
      progress.goes(now, ticks.getLast());
      before = sums;
      left = endNanos - System.nanoTime();
    }
    return ticks;
  }

  private LoadPlan loadPlan(Case one, SystemUnderTest server) throws IOException {
    Optional<ExpectedFiles> expectations =
        plan.directory()
            .map(directory ->
                new ExpectedFiles(directory, plan.profile().verify() && !plan.options().head()));
    RequestPlanner planner = planner(one, server, expectations);
    return new LoadPlan(
        server.address(), planner.all(), planner.greeting(), plan.options().head(), plan.profile());
  }

  private RequestPlanner planner(
      Case one, SystemUnderTest server, Optional<ExpectedFiles> expectations) {
    return new RequestPlanner(one, plan.options(), server, preflight(server), expectations);
  }

  private Preflight preflight(SystemUnderTest server) {
    return new Preflight(server, plan.options(), plan.profile().timeout());
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}

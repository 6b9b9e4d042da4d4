package dev.untorn.lab.run;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.link.TcpSegments;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.load.Resource;
import dev.untorn.lab.mount.Mount;
import dev.untorn.lab.target.RunningServer;
import dev.untorn.lab.writer.LabFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Runs one cell and records it; {@link CellJudge} judges it afterwards. */
final class CellRun {
  /** Per cell, for servers under restart. */
  private static final int RESTARTS = 3;

  private final Cell cell;
  private final LabPlan plan;
  private final Setting setting;
  private final RunningServer server;
  private final LabFile file;
  private final Resource resource;
  private final Map<ClientKind, List<Observation>> seen = new EnumMap<>(ClientKind.class);

  /** Failures of clients and the writer: what they did not do proves nothing. */
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param promise of the server at the cell's end
   * @param noticed changes between the first and the last request; absent if the server does not
   *     report them
   * @param logged complete responses with content, by serial
   * @param segments sent by the server's end between the first and the last request
   */
  record Recording(
      LabFile file,
      Promise promise,
      List<Commit> commits,
      Map<ClientKind, List<Observation>> seen,
      OptionalLong noticed,
      Map<Long, LoggedExchange> logged,
      Optional<TcpSegments> segments,
      Optional<String> failure) {}

  /**
   * Shared by the cells of one server.
   *
   * @param mayGoOn false after an interrupt
   */
  record Setting(
      LabPlan plan,
      Link link,
      Mount mount,
      RunningServer server,
      LabProgress progress,
      BooleanSupplier mayGoOn) {}

  /**
   * @param number of the cell in its run: names its file and seeds its content
   */
  CellRun(Cell cell, int number, Setting setting) throws IOException {
    this.cell = cell;
    this.plan = setting.plan;
    this.setting = setting;
    this.server = setting.server;
    String name = "cell-" + number + ".bin";
    BlockPattern pattern = new BlockPattern(number);
    this.file = LabFile.of(setting.mount.behind(server.file(name)), pattern, plan.sizeBytes());
    this.resource = new Resource(server.uri(name), pattern, plan.sizeBytes());
  }

  Recording run() throws IOException, InterruptedException {
    WriterThread writer = new WriterThread(cell.writer(), file, plan.duty());
    writer.prepare();
    OptionalLong noticedBefore = server.modificationsNoticed();
    Optional<TcpSegments> segmentsBefore = setting.link.segments();
    setting.link.atClients(this::meetInPeace);
    writer.start();
    try {
      setting.link.atClients(this::ask);
    } finally {
      writer.stop();
    }
    OptionalLong noticed =
        noticedBefore.isPresent()
            ? OptionalLong.of(server.modificationsNoticed().orElse(0) - noticedBefore.getAsLong())
            : OptionalLong.empty();

    Optional<TcpSegments> segments = setting.link.segments();
    writer.failure().ifPresent(failures::add);
    return new Recording(
        file,
        server.promise(),
        writer.commits(),
        seen,
        noticed,
        server.loggedExchanges(
            seen.values().stream()
                .flatMap(List::stream)
                .filter(Observation::hasContent)
                .map(Observation::serial)
                .collect(Collectors.toSet())),
        segments.flatMap(now -> segmentsBefore.map(now::since)),
        failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures)));
  }

  /** One request before the writer starts: the server may already know the unchanged file. */
  private boolean meetInPeace() {
    AtomicBoolean once = new AtomicBoolean(true);
    ClientKind.FAST.run(
        resource, new Random(plan.seed()), () -> once.getAndSet(false), unrecorded -> {});
    return true;
  }

  /** Runs all clients until the cell's time is up. */
  private boolean ask() throws InterruptedException {
    long endNanos = System.nanoTime() + plan.perCell().toNanos();
    List<Thread> threads = new ArrayList<>();
    for (ClientKind kind : cell.clients()) {
      List<Observation> list =
          seen.computeIfAbsent(kind, _ -> Collections.synchronizedList(new ArrayList<>()));

      for (int i = 0; i < kind.count(); i++) {
        Random random = new Random(plan.seed() * 31 + threads.size());
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .name("lab-" + kind.label())
                .start(() -> ask(kind, random, endNanos, list)));
      }
    }
    restartUntil(endNanos);
    for (Thread thread : threads) {
      thread.join();
    }
    if (!setting.mayGoOn.getAsBoolean()) {
      failures.add("interrupted");
    }
    return true;
  }

  /** Restarts the server in mid-transfer, if it is under restart. */
  private void restartUntil(long endNanos) throws InterruptedException {
    if (!server.canRestart()) {
      return;
    }
    long every = plan.perCell().toNanos() / (RESTARTS + 1);
    for (int i = 0; i < RESTARTS && System.nanoTime() + every < endNanos; i++) {
      TimeUnit.NANOSECONDS.sleep(every);
      try {
        server.restart();
      } catch (IOException e) {
        failures.add("the server did not start again: " + e.getMessage());
        return;
      }
    }
  }

  private void ask(ClientKind kind, Random random, long endNanos, List<Observation> list) {
    try {
      kind.run(
          resource,
          random,
          () -> System.nanoTime() < endNanos && setting.mayGoOn.getAsBoolean(),
          observation -> {
            list.add(observation);
            setting.progress.seen(observation);
          });
    } catch (Throwable e) {
      failures.add("a client failed (" + kind.label() + "): " + e);
    }
  }
}

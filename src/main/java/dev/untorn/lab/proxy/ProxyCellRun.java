package dev.untorn.lab.proxy;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.load.Resource;
import dev.untorn.lab.proxy.ProxyRecording.Received;
import dev.untorn.lab.proxy.RunningProxy.Death;
import dev.untorn.lab.upstream.OriginCell;
import dev.untorn.lab.upstream.OriginObject;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs one cell and records it; {@link ProxyCellJudge} judges it afterwards. */
final class ProxyCellRun {
  /** Requests in a row for one object, on one connection. */
  private static final int TURNS_MAX = 6;

  /** After each purge. */
  private static final int PURGED_TURNS_MAX = 2;

  private final ProxyCell cell;
  private final Setting setting;
  private final OriginCell origin;
  private final Death death;
  private final PurgingRun purges;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * Shared by the cells of one proxy.
   *
   * @param mayGoOn false after an interrupt
   */
  record Setting(
      ProxyPlan plan,
      OriginServer server,
      RunningProxy proxy,
      ProxyProgress progress,
      BooleanSupplier mayGoOn) {}

  /**
   * A cell that begins now.
   *
   * @param number of the cell in its run
   */
  ProxyCellRun(ProxyCell cell, int number, Setting setting) {
    this.cell = cell;
    this.setting = setting;
    ProxyPlan.Sizes sizes = setting.plan.sizes();
    this.origin = new OriginCell(cell.origin(), number, sizes.bytes(), sizes.largeBytes());
    this.purges = new PurgingRun(origin, setting.proxy.purger());
    this.death = number % 2 == 0 ? Death.ASKED : Death.KILLED;
  }

  ProxyRecording run() throws InterruptedException {
    setting.server.add(origin);
    long endNanos = System.nanoTime() + setting.plan.perCell().toNanos();
    List<Thread> threads = new ArrayList<>();
    for (ClientKind kind : cell.clients()) {
      for (int i = 0; i < kind.count(); i++) {
        Random random = new Random(setting.plan.seed() * 31 + threads.size());
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .name("lab-" + kind.label())
                .start(() -> ask(kind, random, endNanos)));
      }
    }
    int restarts = restartHalfway();
    for (Thread thread : threads) {
      thread.join();
    }
    if (!setting.mayGoOn.getAsBoolean()) {
      failures.add("interrupted");
    }
    return new ProxyRecording(
        origin,
        List.copyOf(received),
        purges.answered(),
        setting.proxy.canRestart(),
        restarts,
        failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures)));
  }

  /** What was stored before is asked for afterwards. */
  private int restartHalfway() throws InterruptedException {
    if (!setting.proxy.canRestart()) {
      return 0;
    }
    TimeUnit.NANOSECONDS.sleep(setting.plan.perCell().toNanos() / 2);
    try {
      setting.proxy.restart(death);
      return 1;
    } catch (IOException e) {
      failures.add("the proxy did not start again: " + e.getMessage());
      return 0;
    }
  }

  private void ask(ClientKind kind, Random random, long endNanos) {
    BooleanSupplier mayGoOn = () -> System.nanoTime() < endNanos && setting.mayGoOn.getAsBoolean();
    try {
      while (mayGoOn.getAsBoolean()) {
        OriginObject picked = origin.pick(random, kind.asksForParts());
        OriginObject object = kind == ClientKind.PURGE ? purges.purge(picked, random) : picked;
        URI uri = setting.proxy.root().resolve(setting.server.path(origin, object));
        int turnsMax = kind == ClientKind.PURGE ? PURGED_TURNS_MAX : TURNS_MAX;
        Turns turns = new Turns(1 + random.nextInt(turnsMax));
        kind.run(
            new Resource(uri, object.pattern(), object.sizeBytes()),
            random,
            () -> mayGoOn.getAsBoolean() && turns.next(),
            seen -> {
              received.add(new Received(kind, object.number(), seen));
              setting.progress.seen(seen);
            });
      }
    } catch (Throwable e) {
      // Errors too: a client that failed proves nothing.
      failures.add("a client failed (" + kind.label() + "): " + e);
    }
  }

  /** Counts a client's requests for one object. */
  private static final class Turns {
    private int left;

    private Turns(int count) {
      left = count;
    }

    private boolean next() {
      left--;
      return left >= 0;
    }
  }
}

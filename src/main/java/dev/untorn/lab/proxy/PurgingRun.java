package dev.untorn.lab.proxy;

import dev.untorn.lab.purge.Purge;
import dev.untorn.lab.purge.PurgeWay;
import dev.untorn.lab.purge.Purger;
import dev.untorn.lab.upstream.OriginCell;
import dev.untorn.lab.upstream.OriginObject;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** The purges of a cell. Thread-safe. */
final class PurgingRun {
  /** A replacement that is farther away is not waited for. */
  private static final long AWAIT_NANOS_MAX = 400_000_000;

  /** So soon after a replacement, what was asked for before it is often on its way. */
  private static final int AFTER_NANOS_MAX = 10_000_000;

  private final OriginCell cell;
  private final Optional<Purger> purger;
  private final List<PurgeWay> ways;
  private final Queue<Purge> answered = new ConcurrentLinkedQueue<>();

  PurgingRun(OriginCell cell, Optional<Purger> purger) {
    this.cell = cell;
    this.purger = purger;
    this.ways = PurgeWay.of(cell.kind().protocol());
  }

  /** Purges an object, soon after it was replaced; returns what to ask for now. */
  OriginObject purge(OriginObject object, Random random) {
    long now = System.nanoTime();
    long replaced = object.version(object.versionAt(now).number() + 1).sinceNanos();
    if (replaced - now < AWAIT_NANOS_MAX) {
      LockSupport.parkNanos(replaced - now + random.nextInt(AFTER_NANOS_MAX));
    }
    PurgeWay way = ways.get(random.nextInt(ways.size()));
    long sent = System.nanoTime();
    if (purger.isPresent() && purger.get().purge(way, cell, object)) {
      answered.add(new Purge(way, object, sent, System.nanoTime()));
    }
    return switch (way) {
      case PATH, URL -> object;
      case PREFIX, TAG -> cell.neighbour(object, random);
    };
  }

  List<Purge> answered() {
    return List.copyOf(answered);
  }
}

package dev.untorn.bench.load;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One event loop's share of the load. Everything on its thread, the constructor aside. */
final class Share {
  /** Before trying again where there is nobody: often enough, and no hot loop. */
  private static final long RETRY_NANOS = 10_000_000;

  /**
   * How long after the end requests are still sent that were due and found no free connection, and
   * bodies are awaited that are arriving. A server that is further behind has not kept up.
   */
  private static final long BACKLOG_NANOS = 2_000_000_000;

  /** How often in a timeout silent connections are looked for: timeouts are late by 4 % at most. */
  private static final int LOOKS_PER_TIMEOUT = 50;

  /** The same for long timeouts: a tenth of a second is exact enough. */
  private static final long LOOK_NANOS_MAX = 100_000_000;

  private final LoadPlan plan;
  private final EventLoop loop;
  private final Optional<FireTimes> fires;
  private final Shots shots;
  private final Dialer dialer;
  private final IdleConnections idle;
  private final Bodies bodies;
  private final Tally tally = new Tally();
  private final List<Slot> slots = new ArrayList<>();
  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private boolean stopped;
  private boolean timed;
  private int nextShot;
  private long nextFire;
  private long startNanos;
  private long countedFromNanos;
  private boolean ended;
  private long untilNanos;

  /** The share of the thread of that number, from 0. */
  Share(LoadPlan plan, Shots shots, EventLoop loop, int thread) {
    Shape shape = plan.shape();
    this.plan = plan;
    this.shots = shots;
    this.loop = loop;
    this.fires = FireTimes.of(shape, thread);
    this.bodies = new Bodies(shape.verify(), tally);
    this.nextShot = (int) ((long) thread * shots.size() / shape.threads());
    this.dialer = new Dialer(plan.address(), shape, loop);
    ReplyHead head = new ReplyHead();
    this.idle =
        new IdleConnections(
            dialer, loop, head, shots.greeting(), shape.share(shape.idle(), thread));
    for (int i = 0; i < shape.share(shape.connections(), thread); i++) {
      slots.add(new Slot(this, head, plan.heads(), shape));
    }
  }

  void start() {
    startNanos = System.nanoTime();
    idle.fill();
    free.addAll(slots);
    expire();
    if (fires.isPresent()) {
      fire();
    } else {
      slots.forEach(this::refill);
    }
  }

  /** Gives up connections whose server is silent for too long; again and again. */
  private void expire() {
    if (stopped) {
      return;
    }
    long timeoutNanos = plan.shape().timeout().toNanos();
    long now = System.nanoTime();
    slots.forEach(slot -> slot.expire(now, timeoutNanos));
    later(this::expire, Math.min(timeoutNanos / LOOKS_PER_TIMEOUT, LOOK_NANOS_MAX));
  }

  /** From here on it counts. */
  void count() {
    countedFromNanos = System.nanoTime();
    tally.reset();
    idle.count();
    slots.forEach(slot -> slot.partial(tally, -1));
  }

  /** From here on nothing is due, and what comes answers what was due before. */
  void end() {
    untilNanos = System.nanoTime();
    partial(tally);
    ended = true;
  }

  /** Adds what has come of responses under way, until the end. */
  void partial(Tally to) {
    if (!ended) {
      slots.forEach(slot -> slot.partial(to, 1));
    }
  }

  /** After the end: whether something that was asked, or was due, has no answer yet. */
  boolean isAwaited() {
    boolean soon = System.nanoTime() - untilNanos < BACKLOG_NANOS;
    return slots.stream().anyMatch(slot -> slot.isSilent() || (soon && slot.isAsked()))
        || (fires.isPresent() && isDue(untilNanos));
  }

  /** Whether the next request is due at a moment, and after the end may still be sent. */
  private boolean isDue(long now) {
    boolean late = ended && System.nanoTime() - untilNanos >= BACKLOG_NANOS;
    return due() <= now && !late && !(ended && due() >= untilNanos);
  }

  /** Ends it all. */
  Tally stop() {
    long now = System.nanoTime();
    // In the closed model a body that is still arriving is no error: its part was counted.
    slots.stream()
        .filter(slot -> fires.isPresent() || slot.isSilent())
        .forEach(slot -> slot.unanswered(now));
    if (fires.isPresent()) {
      for (long due = due(); due < untilNanos; nextFire++, due = due()) {
        failed(Fault.UNANSWERED, due, now);
      }
    }
    stopped = true;
    slots.forEach(Slot::drop);
    idle.stop();
    return tally;
  }

  /** After the last read. */
  void release() {
    dialer.release();
  }

  /** Connections beside those that ask. */
  IdleConnections idle() {
    return idle;
  }

  Tally tally() {
    return tally;
  }

  /** The memory all reads go to. */
  ByteBuffer view() {
    return dialer.view();
  }

  boolean keepAlive() {
    return plan.shape().keepAlive();
  }

  Channel connect(Slot slot) {
    ChannelFuture connecting = dialer.active(slot);
    connecting.addListener(done -> {
      if (!done.isSuccess() && !stopped) {
        slot.fail(done.cause() instanceof ConnectTimeoutException ? Fault.TIMEOUT : Fault.CONNECT);
      }
    });
    return connecting.channel();
  }

  /** Reads on: at once by itself, or of a slow connection when it may. */
  void paced(Channel channel, int readBytes) {
    if (isSlow()) {
      long waitNanos = (long) (readBytes * 1e9 / plan.shape().readBytesPerSecond().orElseThrow());
      later(channel::read, waitNanos);
    }
  }

  private void later(Runnable task, long nanos) {
    var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private boolean isSlow() {
    return plan.shape().readBytesPerSecond().isPresent();
  }

  void answered(Slot slot, Shot shot, ReplyReader reply, long due, long now) {
    if (isCounted(due)) {
      Optional<Fault> fault = bodies.check(shot.ask(), reply, slot.tag(), slot.checksum());
      if (fault.isPresent() || !ended) {
        tally.came(reply.status());
      }
      if (fault.isPresent()) {
        tally.failed(fault.get());
      } else if (ended) {
        tally.waited(now - due);
      } else {
        tally.answered(now - due, reply.bodyBytes());
      }
    }
    freed(slot);
  }

  /** In the open model, what was due while warming up is not counted, however late it is. */
  private boolean isCounted(long due) {
    return !stopped && (fires.isEmpty() || due >= countedFromNanos);
  }

  /** A request has no good answer. */
  void failed(Fault fault, long due, long now) {
    if (!isCounted(due)) {
      return;
    }
    switch (fault) {
      case TIMEOUT, UNANSWERED -> tally.waitedInVain(fault, now - due);
      case CONNECT, CUT, STATUS, LENGTH, BODY, UNREADABLE -> tally.failed(fault);
    }
  }

  /** A connection ended; if requests failed with it, the next one waits a moment. */
  void ended(Slot slot, boolean failed) {
    if (failed) {
      later(() -> freed(slot), RETRY_NANOS);
    } else {
      freed(slot);
    }
  }

  private void freed(Slot slot) {
    if (stopped) {
      return;
    }
    if (fires.isEmpty()) {
      if (!ended) {
        refill(slot);
      }
      return;
    }
    // With room for several it may wait there already.
    if (!free.contains(slot)) {
      free.add(slot);
    }
    fire();
  }

  private void refill(Slot slot) {
    while (slot.hasRoom()) {
      slot.ask(next(), System.nanoTime());
    }
  }

  private Shot next() {
    Shot shot = shots.get(nextShot);
    nextShot = nextShot + 1 == shots.size() ? 0 : nextShot + 1;
    return shot;
  }

  private long due() {
    return startNanos + fires.orElseThrow().at(nextFire);
  }

  /** Sends all that is due and has a connection. */
  private void fire() {
    long now = System.nanoTime();
    while (isDue(now) && !free.isEmpty()) {
      long due = due();
      Slot slot = free.remove();
      if (slot.idleSinceNanos() <= due && due >= countedFromNanos) {
        tally.late(now - due);
      }
      nextFire++;
      slot.ask(next(), due);
      if (slot.hasRoom()) {
        free.add(slot);
      }
    }
    if (!free.isEmpty() && !timed && !ended) {
      timed = true;
      later(this::timer, due() - now);
    }
  }

  private void timer() {
    timed = false;
    if (!stopped) {
      fire();
    }
  }
}

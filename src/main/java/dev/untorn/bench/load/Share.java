package dev.untorn.bench.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
    this.fires = fires(shape, thread);
    this.bodies = new Bodies(shape.verify());
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

  private static Optional<FireTimes> fires(Shape shape, int thread) {
    return shape.ratePerSecond().isPresent()
        ? Optional.of(new FireTimes(shape.ratePerSecond().getAsDouble(), thread, shape.threads()))
        : Optional.empty();
  }

  void start() {
    startNanos = System.nanoTime();
    idle.fill();
    free.addAll(slots);
    if (fires.isPresent()) {
      fire();
    } else {
      slots.forEach(this::refill);
    }
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

  /** After the end: whether something that was due has no answer yet. */
  boolean isAwaited() {
    return fires.isPresent() && (isDue(untilNanos) || slots.stream().anyMatch(Slot::isAsked));
  }

  /** Whether the next request is due at a moment, and before the end. */
  private boolean isDue(long now) {
    return due() <= now && !(ended && due() >= untilNanos);
  }

  /** Ends it all. */
  Tally stop() {
    stopped = true;
    long now = System.nanoTime();
    if (fires.isPresent()) {
      slots.forEach(slot -> slot.unanswered(countedFromNanos, now, tally));
      for (long due = due(); due < untilNanos; nextFire++, due = due()) {
        if (due >= countedFromNanos) {
          tally.unanswered(now - due);
        }
      }
    }
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
        slot.fail(Fault.CONNECT);
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
    if (stopped || (ended && fires.isEmpty())) {
      return;
    }
    // In the open model, what was due while warming up is not counted, however late it is.
    if (fires.isEmpty() || due >= countedFromNanos) {
      Optional<Fault> fault = bodies.check(shot.ask(), reply);
      tally.came(reply.status());
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

  void failed(Slot slot, Fault fault, int requests) {
    if (stopped || (ended && fires.isEmpty())) {
      return;
    }
    for (int i = 0; i < requests; i++) {
      tally.failed(fault);
    }
    if (requests > 0) {
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
      refill(slot);
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

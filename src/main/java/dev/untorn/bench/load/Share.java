package dev.untorn.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One event loop's share of the load. Everything on its thread, the constructor aside. */
final class Share {
  /** Large enough for few calls, small enough to stay in a core's own cache. */
  private static final int READ_BYTES = 64 * 1024;

  /** What the kernel keeps for a slow reader, who would not be slow with megabytes of it. */
  private static final int SLOW_BUFFER_BYTES = 16 * 1024;

  /** Reads of a slow connection in a second. */
  private static final int SLOW_READS_PER_SECOND = 50;

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  /** Before trying again where there is nobody: often enough, and no hot loop. */
  private static final long RETRY_NANOS = 10_000_000;

  private final LoadPlan plan;
  private final EventLoop loop;
  private final Optional<FireTimes> fires;
  private final Bootstrap bootstrap;
  private final ByteBuf buffer;
  private final ByteBuffer view;
  private final Bodies bodies;
  private final Tally tally = new Tally();
  private final List<Slot> slots = new ArrayList<>();
  private final ArrayDeque<Slot> idle = new ArrayDeque<>();
  private boolean stopped;
  private boolean timed;
  private int nextShot;
  private long nextFire;
  private long startNanos;
  private long countedFromNanos;
  private boolean ended;
  private long untilNanos;

  Share(LoadPlan plan, EventLoop loop, int connections, int firstShot, Optional<FireTimes> fires) {
    this.plan = plan;
    this.loop = loop;
    this.fires = fires;
    this.bodies = new Bodies(plan.verify());
    this.nextShot = firstShot % plan.shots().size();
    buffer = Unpooled.directBuffer(readBytes(plan), readBytes(plan));
    view = buffer.internalNioBuffer(0, buffer.capacity()).duplicate();
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .remoteAddress(plan.address())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new SharedReads(buffer));
    if (isSlow()) {
      bootstrap
          .option(ChannelOption.AUTO_READ, false)
          .option(ChannelOption.SO_RCVBUF, SLOW_BUFFER_BYTES);
    }
    ReplyHead head = new ReplyHead();
    for (int i = 0; i < connections; i++) {
      slots.add(new Slot(this, head, plan.pipeline(), plan.verify()));
    }
  }

  private static int readBytes(LoadPlan plan) {
    long slow = plan.readBytesPerSecond().orElse(Long.MAX_VALUE) / SLOW_READS_PER_SECOND;
    return Math.clamp(slow, 1, READ_BYTES);
  }

  void start() {
    startNanos = System.nanoTime();
    idle.addAll(slots);
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
    return tally;
  }

  /** After the last read. */
  void release() {
    buffer.release();
  }

  Tally tally() {
    return tally;
  }

  /** The memory all reads go to. */
  ByteBuffer view() {
    return view;
  }

  boolean keepAlive() {
    return plan.keepAlive();
  }

  Channel connect(Slot slot) {
    bootstrap.handler(slot);
    ChannelFuture connecting = bootstrap.connect();
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
      long waitNanos = (long) (readBytes * 1e9 / plan.readBytesPerSecond().orElseThrow());
      later(channel::read, waitNanos);
    }
  }

  private void later(Runnable task, long nanos) {
    var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private boolean isSlow() {
    return plan.readBytesPerSecond().isPresent();
  }

  void answered(Slot slot, Shot shot, ReplyReader reply, long due, long now) {
    if (stopped || (ended && fires.isEmpty())) {
      return;
    }
    // In the open model, what was due while warming up is not counted, however late it is.
    if (fires.isEmpty() || due >= countedFromNanos) {
      Optional<Fault> fault = bodies.check(shot, reply);
      if (fault.isPresent()) {
        tally.failed(fault.get());
      }
      if (ended) {
        tally.waited(now - due);
      } else {
        tally.answered(now - due, reply.lengthBytes());
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
    if (!idle.contains(slot)) {
      idle.add(slot);
    }
    fire();
  }

  private void refill(Slot slot) {
    while (slot.hasRoom()) {
      slot.ask(next(), System.nanoTime());
    }
  }

  private Shot next() {
    Shot shot = plan.shots().get(nextShot);
    nextShot = nextShot + 1 == plan.shots().size() ? 0 : nextShot + 1;
    return shot;
  }

  private long due() {
    return startNanos + fires.orElseThrow().at(nextFire);
  }

  /** Sends all that is due and has a connection. */
  private void fire() {
    long now = System.nanoTime();
    while (isDue(now) && !idle.isEmpty()) {
      long due = due();
      Slot slot = idle.remove();
      if (slot.idleSinceNanos() <= due && due >= countedFromNanos) {
        tally.late(now - due);
      }
      nextFire++;
      slot.ask(next(), due);
      if (slot.hasRoom()) {
        idle.add(slot);
      }
    }
    if (!idle.isEmpty() && !timed && !ended) {
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

  /** For callers who give the number of a thread. */
  static Optional<FireTimes> fires(LoadPlan plan, int thread) {
    return plan.ratePerSecond().isPresent()
        ? Optional.of(new FireTimes(plan.ratePerSecond().getAsDouble(), thread, plan.threads()))
        : Optional.empty();
  }
}

package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.connect.Availability;
import dev.untorn.origin.upstream.connect.ConnectResult;
import dev.untorn.origin.upstream.connect.Connector;
import dev.untorn.origin.upstream.connect.Deadline;
import dev.untorn.origin.upstream.connect.Permits;
import dev.untorn.origin.upstream.connect.Reuse;
import dev.untorn.text.Durations;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one upstream on one event loop, which alone uses it, except {@link #spareOne}. The
 * youngest idle one is taken first, so that the others get old enough to be closed.
 */
final class Pool implements Connection.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

  /** Who wants a connection; gets one of these, once. */
  interface Taker {
    void connected(Connection connection);

    void unavailable(Outage outage, String reason);
  }

  /** What it must be like. */
  enum Wanted {
    ANY,
    /** Never used, for what cannot be sent a second time. */
    NEW
  }

  private final EventLoop loop;
  private final Connector connector;
  private final Availability availability;
  private final Pooling pooling;
  private final Duration patience;
  private final Permits permits;
  private final Reuse reuse;
  private final Runnable askOthers;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private boolean asking;
  private boolean closed;

  /**
   * @param patience for a connection while all are in use
   * @param askOthers has pools of other loops spare an idle connection
   */
  Pool(
      EventLoop loop,
      Connector connector,
      Availability availability,
      Pooling pooling,
      Duration patience,
      Permits permits,
      Reuse reuse,
      Runnable askOthers) {
    this.loop = loop;
    this.connector = connector;
    this.availability = availability;
    this.pooling = pooling;
    this.patience = patience;
    this.permits = permits;
    this.reuse = reuse;
    this.askOthers = askOthers;
  }

  void take(Wanted wanted, Taker taker) {
    if (closed) {
      taker.unavailable(Outage.UNREACHABLE, "the client of this upstream is closed");
      return;
    }
    Connection kept = wanted == Wanted.ANY ? youngest() : null;
    if (kept != null) {
      taker.connected(kept);
    } else if (permits.tryTake()) {
      connect(taker);
    } else if (waiters.size() >= pooling.waitingMax()) {
      taker.unavailable(
          Outage.BUSY, waiters.size() + " requests wait for a connection to the upstream");
    } else {
      await(wanted, taker);
    }
  }

  private @Nullable Connection youngest() {
    for (Connection kept = idle.pollLast(); kept != null; kept = idle.pollLast()) {
      if (kept.isClean() && reuse.isPermitted()) {
        return kept;
      }
      kept.abort();
    }
    return null;
  }

  private void await(Wanted wanted, Taker taker) {
    Waiter waiter = new Waiter(wanted, taker);
    waiters.add(waiter);
    waiter.deadline.set(patience);
    ask();
  }

  /**
   * Stands in the queue for a permit once, however many wait here: the pools take turns. Each time
   * an idle connection is closed for it, or the next one would wait for the end of its keeping.
   */
  private void ask() {
    if (!asking) {
      asking = true;
      permits.whenFree(this::granted);
    }
    if (!spare()) {
      askOthers.run();
    }
  }

  /** A permit more, on any thread. */
  private void granted() {
    try {
      loop.execute(this::useGrant);
    } catch (RejectedExecutionException e) {
      permits.giveBack(); // The loop has ended.
    }
  }

  private void useGrant() {
    asking = false;
    Waiter waiter = waiters.poll();
    if (waiter == null) {
      permits.giveBack(); // It got another one's connection meanwhile, or gave up.
      return;
    }
    waiter.deadline.end();
    if (!waiters.isEmpty()) {
      ask();
    }
    connect(waiter.taker);
  }

  /** With a permit. */
  private void connect(Taker taker) {
    switch (availability.ask()) {
      case Availability.Verdict.Try _ ->
          connector.connect(loop, result -> connected(result, taker));
      case Availability.Verdict.Blocked blocked -> {
        permits.giveBack();
        taker.unavailable(blocked.outage(), blocked.reason());
      }
    }
  }

  private void connected(ConnectResult result, Taker taker) {
    switch (result) {
      case ConnectResult.Connected connected -> {
        if (availability.worked()) {
          LOG.info("{} can be connected to again", connector.endpoint());
        }
        Connection connection = new Connection(connected.channel(), this, pooling.idle());
        connection.install();
        taker.connected(connection);
      }
      case ConnectResult.Refused refused -> {
        if (availability.failed(refused.outage(), refused.reason())) {
          LOG.warn("{} cannot be connected to: {}", connector.endpoint(), refused.detail());
        }
        permits.giveBack();
        taker.unavailable(refused.outage(), refused.reason());
      }
    }
  }

  @Override
  public void idle(Connection connection) {
    Waiter next = waiters.peek();
    if (!connection.isClean() || !reuse.isPermitted()) {
      connection.abort();
    } else if (next != null && next.wanted == Wanted.ANY) {
      waiters.remove();
      next.deadline.end();
      next.taker.connected(connection);
    } else if (closed || permits.areAwaited()) {
      connection.abort();
    } else {
      idle.addLast(connection);
    }
  }

  @Override
  public void strayed() {
    reuse.forbid();
  }

  @Override
  public void closed(Connection connection) {
    idle.remove(connection);
    permits.giveBack();
  }

  /** Closes an idle connection if another pool needs its permit. Any thread may call it. */
  void spareOne() {
    try {
      loop.execute(() -> {
        if (permits.areAwaited()) {
          spare();
        }
      });
    } catch (RejectedExecutionException e) {
      return; // The loop has ended, and its connections with it.
    }
  }

  private boolean spare() {
    Connection oldest = idle.pollFirst();
    if (oldest == null) {
      return false;
    }
    oldest.abort();
    return true;
  }

  void close() {
    closed = true;
    while (!idle.isEmpty()) {
      var _ = spare();
    }
    for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
      waiter.deadline.end();
      waiter.taker.unavailable(Outage.UNREACHABLE, "the client of this upstream is closed");
    }
  }

  /** Who waits while all connections are in use. */
  private final class Waiter {
    final Wanted wanted;
    final Taker taker;
    final Deadline deadline = new Deadline(loop, this::giveUp);

    Waiter(Wanted wanted, Taker taker) {
      this.wanted = wanted;
      this.taker = taker;
    }

    private void giveUp() {
      waiters.remove(this);
      taker.unavailable(
          Outage.BUSY,
          "all %d connections to the upstream are in use for %s"
              .formatted(pooling.connectionsMax(), Durations.text(patience.toNanos())));
    }
  }
}

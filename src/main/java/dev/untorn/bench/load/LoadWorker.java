package dev.untorn.bench.load;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One event loop's share of the load. Only start and submit may run on other threads. */
final class LoadWorker {
  private enum Phase {
    /** Warming up, or measuring. */
    SENDING,
    /** No more requests become due; waiting for responses. */
    ENDED,
    STOPPED
  }

  /** The pause before connecting again after a failure, so that it is no busy loop. */
  private static final long RETRY_NANOS = 10_000_000;

  /**
   * How long after the end to send requests that found no free connection, and to wait for bodies
   * that are arriving. A server that is further behind has not kept up.
   */
  private static final long BACKLOG_NANOS = 2_000_000_000;

  /** Checks for silent connections per timeout: timeouts are late by 4 % at most. */
  private static final int LOOKS_PER_TIMEOUT = 50;

  /** For long timeouts a tenth of a second is exact enough. */
  private static final long LOOK_NANOS_MAX = 100_000_000;

  private final LoadPlan plan;
  private final EventLoop loop;
  private final Optional<FireTimes> fires;
  private final PreparedRequests requests;
  private final Dialer dialer;
  private final IdleConnections idle;
  private final ResponseVerifier verifier;
  private final LoadStats stats = new LoadStats();
  private final List<ClientConnection> connections = new ArrayList<>();
  private final ArrayDeque<ClientConnection> free = new ArrayDeque<>();
  private Phase phase = Phase.SENDING;
  private boolean timed;
  private int nextRequest;
  private long nextFire;
  private long startNanos;
  private long countedFromNanos;
  private long untilNanos;

  private LoadWorker(LoadPlan plan, PreparedRequests requests, EventLoop loop, int thread) {
    LoadProfile profile = plan.profile();
    this.plan = plan;
    this.requests = requests;
    this.loop = loop;
    this.fires = FireTimes.of(profile, thread);
    this.verifier = new ResponseVerifier(profile.verify(), stats);
    this.nextRequest = (int) ((long) thread * requests.size() / profile.threads());
    this.dialer = new Dialer(plan.address(), profile, loop);
    ReplyHead head = new ReplyHead();
    this.idle =
        new IdleConnections(
            dialer, loop, head, requests.greeting(), profile.portion(profile.idle(), thread));
    for (int i = 0; i < profile.portion(profile.connections(), thread); i++) {
      connections.add(new ClientConnection(this, dialer, head, plan.heads(), profile));
    }
  }

  /** Starts the share of one of the threads, numbered from 0, without counting. */
  static LoadWorker start(LoadPlan plan, PreparedRequests requests, EventLoop loop, int thread) {
    LoadWorker worker = new LoadWorker(plan, requests, loop, thread);
    loop.execute(worker::start);
    return worker;
  }

  <T> Future<T> submit(Function<LoadWorker, T> task) {
    return loop.submit(() -> task.apply(this));
  }

  private void start() {
    startNanos = System.nanoTime();
    idle.fill();
    free.addAll(connections);
    expire();
    if (fires.isPresent()) {
      fire();
    } else {
      connections.forEach(this::refill);
    }
  }

  /** Closes connections whose server is silent for too long, at intervals. */
  private void expire() {
    if (phase == Phase.STOPPED) {
      return;
    }
    long timeoutNanos = plan.profile().timeout().toNanos();
    long now = System.nanoTime();
    connections.forEach(connection -> connection.expire(now, timeoutNanos));
    later(this::expire, Math.min(timeoutNanos / LOOKS_PER_TIMEOUT, LOOK_NANOS_MAX));
  }

  /** Begins to count; returns the thread's time so far. */
  ThreadTime count() {
    countedFromNanos = System.nanoTime();
    stats.reset();
    idle.count();
    connections.forEach(connection -> connection.partial(stats, -1));
    return ThreadTime.here();
  }

  /** Ends the measured time: no more requests become due. Returns the thread's time so far. */
  ThreadTime end() {
    untilNanos = System.nanoTime();
    connections.forEach(connection -> connection.partial(stats, 1));
    phase = Phase.ENDED;
    return ThreadTime.here();
  }

  /** The figures so far, parts of responses in progress included. */
  LoadStats now() {
    LoadStats copy = new LoadStats();
    copy.add(stats);
    if (phase == Phase.SENDING) {
      connections.forEach(connection -> connection.partial(copy, 1));
    }
    return copy;
  }

  /** After the end: whether a request that was sent or due is without response. */
  boolean isAwaited() {
    boolean soon = System.nanoTime() - untilNanos < BACKLOG_NANOS;
    return connections.stream()
            .anyMatch(connection -> connection.isSilent() || (soon && connection.isBusy()))
        || (fires.isPresent() && isDue(untilNanos));
  }

  /** Whether the next request is due and may still be sent. */
  private boolean isDue(long now) {
    boolean mayBeSent =
        phase == Phase.SENDING
            || (due() < untilNanos && System.nanoTime() - untilNanos < BACKLOG_NANOS);
    return due() <= now && mayBeSent;
  }

  LoadStats stop() {
    long now = System.nanoTime();
    // In the closed model an unfinished body is no error: its part was counted.
    connections.stream()
        .filter(connection -> fires.isPresent() || connection.isSilent())
        .forEach(connection -> connection.unanswered(now));
    if (fires.isPresent()) {
      for (long due = due(); due < untilNanos; nextFire++, due = due()) {
        failed(RequestError.UNANSWERED, due, now);
      }
    }
    phase = Phase.STOPPED;
    connections.forEach(ClientConnection::drop);
    idle.stop();
    return stats;
  }

  /** Frees the memory; call it after the last read. */
  void release() {
    dialer.release();
  }

  IdleConnections idle() {
    return idle;
  }

  private void later(Runnable task, long nanos) {
    var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  void answered(
      ClientConnection connection, PreparedRequest request, ReplyReader reply, long due, long now) {
    if (isCounted(due)) {
      Optional<RequestError> error =
          verifier.check(request.spec(), reply, connection.tag(), connection.checksum());
      if (error.isPresent() || phase == Phase.SENDING) {
        stats.came(reply.status());
      }
      if (error.isPresent()) {
        stats.failed(error.get());
      } else if (phase != Phase.SENDING) {
        stats.waited(now - due);
      } else {
        stats.answered(now - due, reply.bodyBytes());
      }
    }
    freed(connection);
  }

  /** In the open model, requests due during warm-up never count, however late they end. */
  private boolean isCounted(long due) {
    return phase != Phase.STOPPED && (fires.isEmpty() || due >= countedFromNanos);
  }

  void failed(RequestError error, long due, long now) {
    if (!isCounted(due)) {
      return;
    }
    switch (error) {
      case TIMEOUT, UNANSWERED -> stats.waited(now - due);
      case CONNECT, CUT, STATUS, LENGTH, BODY, UNREADABLE -> {
        // Its duration says nothing about the server's speed.
      }
    }
    stats.failed(error);
  }

  /** A connection ended; if requests failed with it, waits before connecting again. */
  void ended(ClientConnection connection, boolean failed) {
    if (failed) {
      later(() -> freed(connection), RETRY_NANOS);
    } else {
      freed(connection);
    }
  }

  private void freed(ClientConnection connection) {
    if (fires.isEmpty()) {
      if (phase == Phase.SENDING) {
        refill(connection);
      }
    } else if (phase != Phase.STOPPED) {
      // With pipelining it may be in it already.
      if (!free.contains(connection)) {
        free.add(connection);
      }
      fire();
    }
  }

  private void refill(ClientConnection connection) {
    while (connection.hasRoom()) {
      connection.send(next(), System.nanoTime());
    }
  }

  private PreparedRequest next() {
    PreparedRequest request = requests.get(nextRequest);
    nextRequest = nextRequest + 1 == requests.size() ? 0 : nextRequest + 1;
    return request;
  }

  private long due() {
    return startNanos + fires.orElseThrow().at(nextFire);
  }

  private void fire() {
    long now = System.nanoTime();
    while (isDue(now) && !free.isEmpty()) {
      long due = due();
      ClientConnection connection = free.remove();
      if (connection.idleSinceNanos() <= due && due >= countedFromNanos) {
        stats.late(now - due);
      }
      nextFire++;
      connection.send(next(), due);
      if (connection.hasRoom()) {
        free.add(connection);
      }
    }
    if (!free.isEmpty() && !timed && phase == Phase.SENDING) {
      timed = true;
      later(this::timer, due() - now);
    }
  }

  private void timer() {
    timed = false;
    if (phase != Phase.STOPPED) {
      fire();
    }
  }
}

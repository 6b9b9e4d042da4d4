package dev.untorn.http;

import dev.untorn.delivery.transfer.BatchedFences;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Origin;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State shared by the connections of one event loop. Used by that loop alone.
 *
 * <p>The loop first reads from all ready sockets, then answers all requests in one batch. All
 * arrived before the batch began, so one statx of a path is fresh enough for the whole batch.
 */
public final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** How late a deadline may be noticed. */
  private static final long SWEEP_MILLIS = 250;

  private final EventLoop eventLoop;
  private final Set<LoopConnection> connections = new HashSet<>();
  private final ArrayDeque<LoopConnection> batch = new ArrayDeque<>();
  private final ArrayDeque<LoopConnection> nextBatch = new ArrayDeque<>();
  private final Map<ResolutionKey, CachedResolution> confirmed = new HashMap<>();
  private final LoopTick tick = new LoopTick();
  private final BatchedFences fences = new BatchedFences();
  private final WriterWaits writerWaits;
  private boolean scheduled;

  private record ResolutionKey(Origin origin, Target target, List<Coding> acceptable) {}

  public Loop(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
    this.writerWaits = new WriterWaits(eventLoop);
    var _ =
        eventLoop.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  public LoopTick tick() {
    return tick;
  }

  WriterWaits writerWaits() {
    return writerWaits;
  }

  public BatchedFences fences() {
    return fences;
  }

  public void add(LoopConnection connection) {
    connections.add(connection);
  }

  public boolean remove(LoopConnection connection) {
    return connections.remove(connection);
  }

  /** Schedules a connection to answer in the next batch. */
  public void enqueue(LoopConnection connection) {
    batch.add(connection);
    if (!scheduled && !tick.isRunning()) {
      scheduled = true;
      eventLoop.execute(this::answerBatch);
    }
  }

  /** Schedules a connection to answer its remaining requests in the batch after this one. */
  public void enqueueForNextTick(LoopConnection connection) {
    nextBatch.add(connection);
  }

  private void answerBatch() {
    scheduled = false;
    tick.begin();
    fences.open();
    try {
      do {
        for (LoopConnection next = batch.poll(); next != null; next = batch.poll()) {
          guarded(next, LoopConnection::answer);
        }
        fences.settle();
      } while (!batch.isEmpty());
    } finally {
      fences.close();
      tick.end();
      confirmed.clear();
      batch.addAll(nextBatch); // After any connections left over when a bug interrupted the batch.
      nextBatch.clear();
      if (!batch.isEmpty()) {
        scheduled = true;
        // Scheduled, not executed: the loop reads its sockets before it runs what is due.
        var _ = eventLoop.schedule(this::answerBatch, 0, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** What an origin confirmed of a target after the request came in; null if nothing. */
  @Nullable CachedResolution confirm(Origin origin, RequestContext context) {
    CachedResolution cached = context.known(origin, tick);
    if (cached == null) {
      cached = ask(origin, context);
      if (cached != null) {
        context.know(origin, tick, cached);
      }
    }
    return cached;
  }

  private @Nullable CachedResolution ask(Origin origin, OriginRequest request) {
    // What an origin that relays answers depends on more: the method, all fields, the raw path.
    if (!tick.isRunning() || origin.relays()) {
      return origin.confirm(request);
    }
    ResolutionKey key = new ResolutionKey(origin, request.target(), request.acceptable());
    CachedResolution cached = confirmed.get(key);
    if (cached == null) {
      cached = origin.confirm(request);
      if (cached != null) {
        confirmed.put(key, cached);
      }
    }
    return cached;
  }

  private void sweep() {
    long now = System.nanoTime();
    forAll(connection -> connection.checkDeadlines(now));
  }

  /** A bug in one connection stops neither the batch nor the deadlines of the others. */
  private static void guarded(LoopConnection connection, Consumer<LoopConnection> step) {
    try {
      step.accept(connection);
    } catch (RuntimeException | Error e) {
      fail(connection, e);
    }
  }

  private static void fail(LoopConnection connection, Throwable cause) {
    try {
      connection.fail(cause);
    } catch (RuntimeException | Error e) {
      // Ending it failed, too. The message is not logged: reading it might be what fails.
      LOG.error("a connection could not be ended properly: {}", e.getClass().getName());
    }
  }

  /** Closes idle connections now, others after their response. Any thread. */
  public void drain() {
    eventLoop.execute(() -> forAll(LoopConnection::drain));
  }

  /** Closes all connections now. Any thread. */
  public void cutAll() {
    eventLoop.execute(() -> forAll(LoopConnection::stop));
  }

  private void forAll(Consumer<LoopConnection> step) {
    List.copyOf(connections).forEach(connection -> guarded(connection, step));
  }
}

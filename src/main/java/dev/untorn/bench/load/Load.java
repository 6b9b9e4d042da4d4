package dev.untorn.bench.load;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A load on one server, from start to stop. For one caller. */
public final class Load implements AutoCloseable {
  private static final long LOOK_NANOS = 1_000_000;

  private final Duration timeout;
  private final PreparedRequests requests;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoadWorker> workers = new ArrayList<>();
  private final List<EventLoop> loops = new ArrayList<>();
  private long countedFromNanos;
  private double seconds;
  private List<ThreadTime> before = List.of();
  private List<ThreadTime> spent = List.of();

  private Load(LoadPlan plan) {
    int threads = plan.profile().threads();
    timeout = plan.profile().timeout();
    requests = new PreparedRequests(plan.specs(), plan.greeting());
    group = new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
    for (int i = 0; i < threads; i++) {
      EventLoop loop = group.next();
      loops.add(loop);
      workers.add(new LoadWorker(plan, requests, loop, i));
    }
  }

  /** Connects and asks. Nothing is counted yet. */
  public static Load start(LoadPlan plan) {
    Load load = new Load(plan);
    for (int i = 0; i < load.loops.size(); i++) {
      load.loops.get(i).execute(load.workers.get(i)::start);
    }
    return load;
  }

  /** Idle connections that are open by now. */
  public int idleOpen() {
    return onEach(worker -> worker.idle().open()).stream().mapToInt(Integer::intValue).sum();
  }

  /** From now on it counts. */
  public void count() {
    before =
        onEach(worker -> {
          worker.count();
          return ThreadTime.here();
        });
    countedFromNanos = System.nanoTime();
  }

  /** How it goes; costs the load almost nothing. */
  public LoadResult now() {
    LoadStats sum = new LoadStats();
    onEach(
            worker -> {
              LoadStats copy = new LoadStats();
              copy.add(worker.stats());
              worker.partial(copy);
              return copy;
            })
        .forEach(sum::add);
    return sum.result((System.nanoTime() - countedFromNanos) / 1e9, 0, 0, 0);
  }

  /** Ends the measured time. */
  public void end() {
    spent =
        onEach(worker -> {
          worker.end();
          return ThreadTime.here();
        });
    seconds = (System.nanoTime() - countedFromNanos) / 1e9;
  }

  /** Ends the load, after waiting for answers for as long as a timeout. */
  public LoadResult stop() {
    return stop(timeout);
  }

  /**
   * Waits for answers to what was sent, or due, before the end, which is now unless it was told,
   * and ends the load.
   */
  public LoadResult stop(Duration patience) {
    if (spent.isEmpty()) {
      end();
    }
    awaitAnswers(patience);
    long idleEnded =
        onEach(worker -> worker.idle().ended()).stream().mapToLong(Long::longValue).sum();
    LoadStats sum = new LoadStats();
    onEach(LoadWorker::stop).forEach(sum::add);
    double busy = 0;
    double starved = 0;
    for (int i = 0; i < spent.size(); i++) {
      ThreadTime time = spent.get(i).since(before.get(i));
      busy += time.ranNanos() / 1e9 / seconds / loops.size();
      starved = Math.max(starved, time.waitedNanos() / 1e9 / seconds);
    }
    return sum.result(seconds, idleEnded, busy, starved);
  }

  private void awaitAnswers(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && onEach(LoadWorker::isAwaited).contains(true)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private interface Task<T> {
    T on(LoadWorker worker);
  }

  private <T> List<T> onEach(Task<T> task) {
    List<io.netty.util.concurrent.Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      LoadWorker worker = workers.get(i);
      Callable<T> call = () -> task.on(worker);
      futures.add(loops.get(i).submit(call));
    }
    List<T> results = new ArrayList<>();
    for (io.netty.util.concurrent.Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the generator failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return results;
  }

  /** After {@link #stop}: gives back threads and memory. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    workers.forEach(LoadWorker::release);
    requests.release();
  }
}

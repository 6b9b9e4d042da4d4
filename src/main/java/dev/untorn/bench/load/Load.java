package dev.untorn.bench.load;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A load on one server, from start to stop. For one caller. */
public final class Load implements AutoCloseable {
  private static final long LOOK_NANOS = 1_000_000;

  private final Duration timeout;
  private final PreparedRequests requests;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoadWorker> workers = new ArrayList<>();
  private long countedFromNanos;
  private double seconds;
  private List<ThreadTime> before = List.of();
  private List<ThreadTime> spent = List.of();

  /** Begins to connect and send, without counting. */
  public Load(LoadPlan plan) {
    int threads = plan.profile().threads();
    timeout = plan.profile().timeout();
    requests = new PreparedRequests(plan.specs(), plan.greeting());
    group = new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
    for (int i = 0; i < threads; i++) {
      workers.add(LoadWorker.start(plan, requests, group.next(), i));
    }
  }

  public int idleOpen() {
    return onEach(worker -> worker.idle().open()).stream().mapToInt(Integer::intValue).sum();
  }

  public void count() {
    before = onEach(LoadWorker::count);
    countedFromNanos = System.nanoTime();
  }

  /** The figures so far; hardly disturbs the load. */
  public LoadResult now() {
    double time = (System.nanoTime() - countedFromNanos) / 1e9;
    return sum(onEach(LoadWorker::now)).result(time, 0, 0, 0);
  }

  private static LoadStats sum(List<LoadStats> all) {
    LoadStats sum = new LoadStats();
    all.forEach(sum::add);
    return sum;
  }

  public void end() {
    spent = onEach(LoadWorker::end);
    seconds = (System.nanoTime() - countedFromNanos) / 1e9;
  }

  /** Ends the load; waits for responses up to the timeout. */
  public LoadResult stop() {
    return stop(timeout);
  }

  /**
   * Waits for responses to all requests that were due before {@link #end} (now, if it was not
   * called), and ends the load.
   */
  public LoadResult stop(Duration patience) {
    if (spent.isEmpty()) {
      end();
    }
    awaitResponses(patience);
    long idleEnded =
        onEach(worker -> worker.idle().ended()).stream().mapToLong(Long::longValue).sum();
    LoadStats sum = sum(onEach(LoadWorker::stop));
    double busy = 0;
    double starved = 0;
    for (int i = 0; i < spent.size(); i++) {
      ThreadTime time = spent.get(i).since(before.get(i));
      busy += time.ranNanos() / 1e9 / seconds / workers.size();
      starved = Math.max(starved, time.waitedNanos() / 1e9 / seconds);
    }
    return sum.result(seconds, idleEnded, busy, starved);
  }

  private void awaitResponses(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && onEach(LoadWorker::isAwaited).contains(true)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private <T> List<T> onEach(Function<LoadWorker, T> task) {
    List<Future<T>> futures = workers.stream().map(worker -> worker.submit(task)).toList();
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
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

  /** Ends the threads and frees the memory; call it after {@link #stop}. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    workers.forEach(LoadWorker::release);
    requests.release();
  }
}

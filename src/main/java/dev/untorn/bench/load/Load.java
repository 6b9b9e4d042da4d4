package dev.untorn.bench.load;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A load on one server, from start to stop. For one caller. */
public final class Load implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final MultiThreadIoEventLoopGroup group;
  private final List<Share> shares = new ArrayList<>();
  private final List<EventLoop> loops = new ArrayList<>();
  private long countedFromNanos;
  private long cpuFromNanos;

  private Load(LoadPlan plan) {
    group = new MultiThreadIoEventLoopGroup(plan.threads(), EpollIoHandler.newFactory());
    for (int i = 0; i < plan.threads(); i++) {
      EventLoop loop = group.next();
      int connections = (plan.connections() + plan.threads() - 1 - i) / plan.threads();
      loops.add(loop);
      shares.add(
          new Share(
              plan,
              loop,
              connections,
              i * plan.shots().size() / plan.threads(),
              Share.fires(plan, i)));
    }
  }

  /** Connects and asks. Nothing is counted yet. */
  public static Load start(LoadPlan plan) {
    Load load = new Load(plan);
    for (int i = 0; i < load.loops.size(); i++) {
      load.loops.get(i).execute(load.shares.get(i)::start);
    }
    return load;
  }

  /** From now on it counts. */
  public void count() {
    cpuFromNanos =
        onEach(
                share -> {
                  share.count();
                  return THREADS.getCurrentThreadCpuTime();
                })
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    countedFromNanos = System.nanoTime();
  }

  /** How it goes; costs the load almost nothing. */
  public Live live() {
    Tally sum = new Tally();
    List<Tally> tallies =
        onEach(share -> {
          Tally copy = new Tally();
          copy.add(share.tally());
          return copy;
        });
    tallies.forEach(sum::add);
    return new Live(
        (System.nanoTime() - countedFromNanos) / 1e9,
        sum.requests(),
        sum.bytes(),
        sum.latencyNanos().getValueAtPercentile(50),
        sum.latencyNanos().getValueAtPercentile(99),
        sum.faults().values().stream().mapToLong(Long::longValue).sum());
  }

  /** Ends the load. */
  public Measured stop() {
    Tally sum = new Tally();
    List<Long> cpu = new ArrayList<>();
    onEach(
            share -> {
              long nanos = THREADS.getCurrentThreadCpuTime();
              synchronized (cpu) {
                cpu.add(nanos);
              }
              return share.stop();
            })
        .forEach(sum::add);
    double seconds = (System.nanoTime() - countedFromNanos) / 1e9;
    long busyNanos = cpu.stream().mapToLong(Long::longValue).sum() - cpuFromNanos;
    return new Measured(
        seconds,
        sum.requests(),
        sum.bytes(),
        sum.faults(),
        sum.latencyNanos(),
        sum.latenessNanos().getValueAtPercentile(99),
        busyNanos / 1e9 / seconds / loops.size());
  }

  private interface Task<T> {
    T on(Share share);
  }

  private <T> List<T> onEach(Task<T> task) {
    List<io.netty.util.concurrent.Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      Share share = shares.get(i);
      Callable<T> call = () -> task.on(share);
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
    shares.forEach(Share::release);
  }
}

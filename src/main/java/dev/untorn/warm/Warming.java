package dev.untorn.warm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Warms a list of URLs, by some connections at once. */
public final class Warming {
  /** An origin that fails may work again in a moment; it is not asked for ever. */
  private static final int TRIES_MAX = 3;

  /** So many in a row mean that the proxy is gone: the others are not tried. */
  private static final int UNANSWERED_MAX = 16;

  /**
   * How much is asked of the proxy.
   *
   * @param perSecond objects that are begun in a second, at most
   * @param timeout for each head, and for each byte after the last one
   */
  public record Load(int connections, OptionalDouble perSecond, Duration timeout) {}

  private final Load load;
  private final BiConsumer<WarmUrl, WarmOutcome> observer;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<WarmConnection> connections = new ArrayList<>();

  /** {@code observer} is called for each URL, on any thread. */
  public Warming(ProxyAddress proxy, Load load, BiConsumer<WarmUrl, WarmOutcome> observer) {
    this.load = load;
    this.observer = observer;
    for (int i = 0; i < load.connections(); i++) {
      connections.add(new WarmConnection(proxy, load.timeout()));
    }
  }

  /** Warms all, and returns when that is done, or stopped. */
  public void run(List<WarmUrl> urls) throws InterruptedException {
    Pace pace = new Pace(load.perSecond(), System.nanoTime());
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads =
        connections.stream()
            .map(connection -> Thread.ofVirtual().start(() -> warm(connection, urls, next, pace)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    connections.forEach(WarmConnection::close);
  }

  /** Ends what is under way: what was not warmed yet is left out. */
  public void stop() {
    stopped.countDown();
    connections.forEach(WarmConnection::close);
  }

  private void warm(WarmConnection connection, List<WarmUrl> urls, AtomicInteger next, Pace pace) {
    for (int i = next.getAndIncrement(); i < urls.size(); i = next.getAndIncrement()) {
      if (isStoppedAfter(pace.waitNanos(System.nanoTime()))) {
        return;
      }
      WarmUrl url = urls.get(i);
      WarmOutcome outcome = warm(new WarmRequest(connection, url));
      if (isStoppedAfter(0)) {
        return; // It may have failed because of that.
      }
      observer.accept(url, outcome);
      count(outcome);
    }
  }

  private void count(WarmOutcome outcome) {
    if (!(outcome instanceof WarmOutcome.Unanswered)) {
      unanswered.set(0);
    } else if (unanswered.incrementAndGet() == UNANSWERED_MAX) {
      stop();
    }
  }

  private WarmOutcome warm(WarmRequest request) {
    if (request.isFresh()) {
      return new WarmOutcome.Fresh();
    }
    for (int tries = 1; ; tries++) {
      switch (request.fetch()) {
        case WarmRequest.Attempt.Done(WarmOutcome outcome) -> {
          return outcome;
        }
        case WarmRequest.Attempt.Again(WarmOutcome outcome, Duration after) -> {
          if (tries == TRIES_MAX || isStoppedAfter(after.toNanos())) {
            return outcome;
          }
        }
      }
    }
  }

  private boolean isStoppedAfter(long nanos) {
    try {
      return stopped.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true; // Nobody interrupts it but the end of the process.
    }
  }
}

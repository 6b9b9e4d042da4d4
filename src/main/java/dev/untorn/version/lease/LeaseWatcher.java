package dev.untorn.version.lease;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.LeaseBreaks;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches all leases except those released at once. One thread, which never waits for a disk,
 * learns of writers by signal and lets none wait beyond the bound. Thread-safe.
 */
public final class LeaseWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatcher.class);

  /** Signals are lost when too many are queued: so leases are also polled. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Leases per poll, in turns: polling 1,700 at a time took 2 % of a busy loop's time. */
  private static final int LOOKS_MAX = 512;

  /** How late the watcher may notice that a writer has waited too long. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Cutting many clients takes time and so begins earlier, by at most this share of the bound. */
  private static final int EARLIER_SHARE = 2;

  private final long writerHoldNanos;
  private final ConcurrentHashMap<Integer, FileLease> byDescriptor = new ConcurrentHashMap<>();
  private final Set<FileLease> holding = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<LeaseBreaks> breaks = new CompletableFuture<>();
  private volatile boolean closed;

  /** Starts the thread; throws CompletionException without the kernel's lease signals. */
  public LeaseWatcher(long writerHoldNanos) {
    this.writerHoldNanos = writerHoldNanos;
    Thread.ofPlatform().daemon().name("untorn-leases").start(this::run);
    breaks.join();
  }

  /** Watches a lease until it is released. Idempotent. */
  public void watch(FileLease lease) {
    int fd = lease.lease().fd();
    if (byDescriptor.put(fd, lease) != lease) {
      breaks.join().watch(lease.lease());
    }
    // After the put: another thread may have released it already.
    lease.whenReleased(() -> {
      byDescriptor.remove(fd, lease);
      holding.remove(lease);
    });
    look(lease); // A writer may have come before the signal was set up.
  }

  private void run() {
    LeaseBreaks mine;
    try {
      Machine.raisePriority();
      mine = new LeaseBreaks();
    } catch (RuntimeException | Error e) {
      breaks.completeExceptionally(e);
      return;
    }
    breaks.complete(mine);
    long lookedNanos = System.nanoTime();
    Iterator<FileLease> round = Collections.emptyIterator();
    while (!closed) {
      int fd = mine.await(holding.isEmpty() ? LOOK_NANOS : TICK_NANOS);
      try {
        FileLease broken = byDescriptor.get(fd);
        if (broken != null) {
          look(broken);
        }
        if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
          round = lookAround(round.hasNext() ? round : byDescriptor.values().iterator());
          lookedNanos = System.nanoTime();
        }
        holding.forEach(this::expireIfDue);
      } catch (RuntimeException | Error e) {
        // A bug with one lease; keep watching the others.
        LOG.error("a lease could not be looked at", e);
      }
    }
  }

  private Iterator<FileLease> lookAround(Iterator<FileLease> round) {
    for (int looks = 0; looks < LOOKS_MAX && round.hasNext(); looks++) {
      look(round.next());
    }
    return round;
  }

  private void look(FileLease lease) {
    lease.look();
    if (lease.isHolding()) {
      holding.add(lease);
    }
  }

  private void expireIfDue(FileLease lease) {
    if (!lease.isHolding()) {
      holding.remove(lease);
    } else if (lease.isHolding(writerHoldNanos - earlierNanos(lease))) {
      lease.expire();
    }
  }

  private long earlierNanos(FileLease lease) {
    return Math.min(lease.expiryNanos(), writerHoldNanos / EARLIER_SHARE);
  }

  public int count() {
    return byDescriptor.size();
  }

  @Override
  public void close() {
    closed = true;
  }
}

package dev.untorn.http;

import dev.untorn.origin.Target;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait until a program has finished writing their file. One request at a time checks
 * the file; the version it finds serves the others. Used by one event loop.
 */
final class WriterWaits {
  private static final Logger LOG = LoggerFactory.getLogger(WriterWaits.class);

  /** Between two checks of a file. */
  private static final long CHECK_MILLIS = 10;

  /** Usually descriptors and memory are free again within this time, as other responses end. */
  private static final long SCARCITY_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  static final String BEING_WRITTEN =
      "The file is being written: a program has it open, and no complete version is at hand. Try"
          + " again when it is done. A file that is open all day, such as a log or a disk image,"
          + " can be served all the same by a rule of the server's configuration: as it is, by mode"
          + " sendfile, or one moment of it, by while-writing moment where the filesystem clones.";

  /**
   * A waiting request.
   *
   * @param untilNanos when it stops waiting (System.nanoTime)
   * @param isAnsweredAtHand answers with a stored version if there is one; true if answered or over
   * @param check checks the file, on a worker; may enqueue the request again
   */
  record Waiting(long untilNanos, BooleanSupplier isAnsweredAtHand, Runnable check) {}

  private final EventLoop loop;
  private final Map<Target, Deque<Waiting>> waiting = new HashMap<>();

  WriterWaits(EventLoop loop) {
    this.loop = loop;
  }

  /** Enqueues a request. False if it has waited long enough. */
  boolean waits(Target target, Waiting request) {
    if (System.nanoTime() - request.untilNanos() >= 0) {
      return false;
    }
    Deque<Waiting> others = waiting.get(target);
    if (others != null) {
      others.addLast(request);
    } else {
      waiting.put(target, new ArrayDeque<>(List.of(request)));
      checkLater(target);
    }
    return true;
  }

  /** Retries a request that found a resource exhausted. False if it has retried for long enough. */
  boolean comesBack(long sinceNanos, Runnable check) {
    boolean waits = System.nanoTime() - sinceNanos < SCARCITY_MAX_NANOS;
    if (waits) {
      var _ = loop.schedule(check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return waits;
  }

  private void checkLater(Target target) {
    var _ = loop.schedule(() -> check(target), CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check(Target target) {
    // Only this method removes entries, with their last request.
    Deque<Waiting> all = Objects.requireNonNull(waiting.get(target));
    try {
      check(all);
    } finally {
      if (all.isEmpty()) {
        waiting.remove(target);
      } else {
        checkLater(target);
      }
    }
  }

  private static void check(Deque<Waiting> all) {
    Waiting first = all.removeFirst();
    if (isAnsweredAtHand(first)) {
      all.removeIf(WriterWaits::isAnsweredAtHand);
    } else {
      first.check().run();
    }
    long now = System.nanoTime();
    // Each checks once more itself: a version that another found need not fit it.
    while (!all.isEmpty() && now - all.peekFirst().untilNanos() >= 0) {
      all.removeFirst().check().run();
    }
  }

  private static boolean isAnsweredAtHand(Waiting request) {
    try {
      return request.isAnsweredAtHand().getAsBoolean();
    } catch (RuntimeException | Error e) {
      LOG.error("one of those who waited for a writer could not be answered", e); // A bug.
      return false;
    }
  }
}

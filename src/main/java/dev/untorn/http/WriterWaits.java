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
 * Requests that wait until the writer of their file is done. However many wait for one file, only
 * one at a time looks at it; when it has found a version, that is at hand for the others. Touched
 * by one event loop.
 */
final class WriterWaits {
  private static final Logger LOG = LoggerFactory.getLogger(WriterWaits.class);

  /** Between two looks at a file that somebody writes. */
  private static final long LOOK_MILLIS = 10;

  /** Descriptors and room come back within it, as a rule: with the end of other answers. */
  private static final long SCARCITY_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** For people, among them the one who wonders about a log. */
  static final String BEING_WRITTEN =
      "The file is being written: a program has it open, and no complete version is at hand. Try"
          + " again when it is done. A file that is open all day, such as a log or a disk image,"
          + " can be served all the same by a rule of the server's configuration: as it is, by mode"
          + " sendfile, or one moment of it, by while-writing moment where the filesystem clones.";

  /**
   * A request that waits.
   *
   * @param untilNanos when it has waited long enough (System.nanoTime)
   * @param isAnsweredAtHand answers with a version that is at hand, if there is one, or is over:
   *     true then
   * @param look looks at the file, on a worker; it may come back here
   */
  record Waiting(long untilNanos, BooleanSupplier isAnsweredAtHand, Runnable look) {}

  private final EventLoop loop;
  private final Map<Target, Deque<Waiting>> waiting = new HashMap<>();

  WriterWaits(EventLoop loop) {
    this.loop = loop;
  }

  /** Waits for a file with all others that do, unless it has for long: false then. */
  boolean waits(Target target, Waiting request) {
    if (System.nanoTime() - request.untilNanos() >= 0) {
      return false;
    }
    Deque<Waiting> others = waiting.get(target);
    if (others != null) {
      others.addLast(request);
    } else {
      waiting.put(target, new ArrayDeque<>(List.of(request)));
      lookLater(target);
    }
    return true;
  }

  /** Has a request that found no room look again, unless it has for long: false then. */
  boolean comesBack(long sinceNanos, Runnable look) {
    boolean waits = System.nanoTime() - sinceNanos < SCARCITY_MAX_NANOS;
    if (waits) {
      var _ = loop.schedule(look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return waits;
  }

  private void lookLater(Target target) {
    var _ = loop.schedule(() -> look(target), LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(Target target) {
    // Removed only here, when the last of them is answered.
    Deque<Waiting> all = Objects.requireNonNull(waiting.get(target));
    try {
      look(all);
    } finally {
      if (all.isEmpty()) {
        waiting.remove(target);
      } else {
        lookLater(target);
      }
    }
  }

  private static void look(Deque<Waiting> all) {
    Waiting first = all.removeFirst();
    if (isAnsweredAtHand(first)) {
      all.removeIf(WriterWaits::isAnsweredAtHand);
    } else {
      first.look().run();
    }
    long now = System.nanoTime();
    // A last look for each: what a version was found in may be at hand for nobody else.
    while (!all.isEmpty() && now - all.peekFirst().untilNanos() >= 0) {
      all.removeFirst().look().run();
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

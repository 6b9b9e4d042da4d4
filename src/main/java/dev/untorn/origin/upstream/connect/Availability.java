package dev.untorn.origin.upstream.connect;

import dev.untorn.text.Durations;
import dev.untorn.version.Outage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Whether an upstream is worth another connection. While it is down, none is tried for a while,
 * which grows with each failure; then one request tries, and the others are still refused.
 * Thread-safe.
 */
public final class Availability {
  /** Shorter than people notice: most failures are those of one moment, such as a restart. */
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How late it may be noticed that an upstream is back. */
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Whether to connect. */
  public sealed interface Verdict {
    /** Connect, and say what came of it. */
    record Try() implements Verdict {}

    record Blocked(Outage outage, String reason) implements Verdict {}
  }

  private sealed interface State {}

  private record Up() implements State {}

  private record Down(long blockNanos, long untilNanos, Outage outage, String reason)
      implements State {}

  /** Somebody tries whether it is up again. */
  private record Trying(Down before) implements State {}

  private static final State UP = new Up();
  private static final Verdict TRY = new Verdict.Try();

  private final LongSupplier nanoClock;
  private final AtomicReference<State> state = new AtomicReference<>(UP);

  public Availability(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  public Verdict ask() {
    State now = state.get();
    return switch (now) {
      case Up _ -> TRY;
      case Trying(Down before) ->
          new Verdict.Blocked(before.outage, before.reason + "; it is being tried again");
      case Down down -> {
        long left = down.untilNanos - nanoClock.getAsLong();
        if (left > 0) {
          yield new Verdict.Blocked(
              down.outage, down.reason + "; it is tried again in " + Durations.text(left));
        }
        yield state.compareAndSet(now, new Trying(down)) ? TRY : ask();
      }
    };
  }

  /** Returns whether it was down. */
  public boolean worked() {
    return !(state.get() instanceof Up) && !(state.getAndSet(UP) instanceof Up);
  }

  /**
   * Failures of attempts that began before the first one failed count as one. Returns whether it
   * was up.
   */
  public boolean failed(Outage outage, String reason) {
    State before =
        state.getAndUpdate(now ->
            switch (now) {
              case Up _ -> down(FIRST_NANOS, outage, reason);
              case Trying(Down down) ->
                  down(Math.min(MAX_NANOS, 2 * down.blockNanos), outage, reason);
              case Down down -> down;
            });
    return before instanceof Up;
  }

  private Down down(long blockNanos, Outage outage, String reason) {
    return new Down(blockNanos, nanoClock.getAsLong() + blockNanos, outage, reason);
  }
}

package dev.untorn.delivery.wire;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.ResetConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The pages of leased files that a connection has on their way. Until they are acknowledged the
 * connection is closed only with a reset: after a plain close the kernel would go on sending them,
 * and nobody could tell when the lease may go.
 *
 * <p>The lease outlives a reset, too, if the response has been handed over whole. Its last packets
 * may wait in a queue or a ring of this machine, and read their pages when they leave it; with the
 * last byte among them the client has a complete response, and the reset comes too late to spoil
 * it. So the lease goes when they have left (what was lost after that is not sent again). A
 * response whose last bytes were never handed over cannot become complete: its lease goes at once.
 *
 * <p>Event loop only.
 */
final class UnackedPages {
  /** Between two looks at what a device still holds: a card takes microseconds. */
  private static final long LOOK_MILLIS = 1;

  /**
   * A device that holds packets for longer is broken, or not one; a writer waits for this, and the
   * kernel takes the lease away after 45 seconds (fs.lease-break-time) in any case.
   */
  private static final long LEAVING_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  private final SocketWire wire;
  private final List<Runnable> whenLeft = new ArrayList<>();
  private final List<Runnable> whenNone = new ArrayList<>();
  private Optional<ResetConnection> leaving = Optional.empty();
  private int responses;
  private int wholes;
  private boolean closing;
  private boolean reset;
  private long resetNanos;

  UnackedPages(SocketWire wire) {
    this.wire = wire;
  }

  /** Whether the client has not acknowledged all of them. */
  boolean isAny() {
    return responses > 0;
  }

  /** Closes the connection when its client has all of them: at once, if there are none. */
  void closeWhenNone() {
    if (isAny()) {
      closing = true;
    } else {
      wire.closeNow();
    }
  }

  /** Runs a task when no lease is held any more for this connection; at once, if none is. */
  void whenNone(Runnable task) {
    if (isAny()) {
      whenNone.add(task);
    } else {
      task.run();
    }
  }

  /** A response begins to hand out pages. */
  SentPages handOut(Runnable whenReleased) {
    if (responses++ == 0) {
      wire.setLinger(0);
    }
    return new AckWatch(wire, this, whenReleased);
  }

  /** All of a response has been handed over, so that it may become complete. */
  void whole() {
    wholes++;
  }

  /**
   * All pages of a response are acknowledged, or have left this machine, or cannot complete it.
   *
   * @param wasWhole whether {@link #whole} was told of it
   */
  void end(boolean wasWhole) {
    wholes -= wasWhole ? 1 : 0;
    if (--responses == 0) {
      none();
    }
  }

  private void none() {
    left();
    if (wire.isOpen()) {
      wire.setLinger(-1);
      if (closing) {
        wire.closeNow();
      }
    }
    runAll(whenNone);
  }

  private static void runAll(List<Runnable> tasks) {
    List<Runnable> now = List.copyOf(tasks);
    tasks.clear();
    now.forEach(Runnable::run);
  }

  /**
   * Resets the connection now, if pages are on their way that may complete a response. Somebody
   * else is about to close it.
   */
  void reset() {
    if (wholes == 0 || reset || !wire.hasDescriptor()) {
      return;
    }
    reset = true;
    resetNanos = System.nanoTime();
    try {
      leaving = Optional.of(ResetConnection.reset(wire.descriptor()));
    } catch (KernelException e) {
      leaving = Optional.empty(); // No descriptor is left to ask by: only the time can tell.
    }
  }

  /**
   * Runs a task when no packet of a closed connection is left in this machine, so that nothing more
   * can be read of its pages.
   */
  void whenLeft(Runnable task) {
    if (!mayBeLeaving()) {
      left();
      task.run();
      return;
    }
    whenLeft.add(task);
    if (whenLeft.size() == 1) {
      lookLater();
    }
  }

  private boolean mayBeLeaving() {
    return reset
        && System.nanoTime() - resetNanos < LEAVING_NANOS_MAX
        && leaving.map(ResetConnection::hasPackets).orElse(true);
  }

  private void lookLater() {
    try {
      var _ = wire.loop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      left(); // The loop has ended, and with it the process.
    }
  }

  private void look() {
    if (mayBeLeaving()) {
      lookLater();
    } else {
      left();
    }
  }

  private void left() {
    leaving.ifPresent(ResetConnection::close);
    leaving = Optional.empty();
    reset = false;
    runAll(whenLeft);
  }
}

package dev.untorn.delivery.wire;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.ResetConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The pages of leased files that a connection has in flight. Until they are acknowledged, the
 * connection is closed only with a reset: after a plain close the kernel would go on sending them,
 * and nobody could tell when the lease may be released.
 *
 * <p>If the response was handed over whole, the lease outlives even a reset. Its last packets may
 * wait in a queue or a ring of this machine, and their pages are read when they leave; with the
 * last byte among them the client has a complete response, before the reset. So the lease is
 * released when they have left (lost packets are not sent again). A response whose last bytes were
 * never handed over cannot become complete: its lease is released at once.
 *
 * <p>Event loop only.
 */
final class UnackedPages {
  /** Between two checks whether a device still holds packets: a card takes microseconds. */
  private static final long LOOK_MILLIS = 1;

  /**
   * A device that holds packets for longer is broken, or not a real one; a writer waits for this,
   * and the kernel revokes the lease after 45 seconds (fs.lease-break-time) in any case.
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

  boolean isAny() {
    return responses > 0;
  }

  /** Closes the connection when the client has acknowledged all pages, perhaps at once. */
  void closeWhenNone() {
    if (isAny()) {
      closing = true;
    } else {
      wire.closeNow();
    }
  }

  /** Runs a task when no lease is held any more for this connection, perhaps at once. */
  void whenNone(Runnable task) {
    if (isAny()) {
      whenNone.add(task);
    } else {
      task.run();
    }
  }

  /** A response begins to send pages. */
  SentPages handOut(Runnable whenReleased) {
    if (responses++ == 0) {
      wire.setLinger(0);
    }
    return new AckWatch(wire, this, whenReleased);
  }

  /** A response has been handed over whole, so that it may become complete. */
  void whole() {
    wholes++;
  }

  /** All pages of a response are acknowledged, have left, or cannot complete it. */
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

  /** Resets the connection, soon to be closed, if pages in flight may complete a response. */
  void reset() {
    if (wholes == 0 || reset || !wire.hasDescriptor()) {
      return;
    }
    reset = true;
    resetNanos = System.nanoTime();
    try {
      leaving = Optional.of(ResetConnection.reset(wire.descriptor()));
    } catch (KernelException e) {
      leaving = Optional.empty(); // No descriptor is left to check with: wait for the time limit.
    }
  }

  /** Runs a task when no packet of a closed connection is left here: its pages are read no more. */
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

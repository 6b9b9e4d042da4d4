package dev.untorn.lab.hazard;

import dev.untorn.linux.file.Lease;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.util.Optional;

/** A {@link Way} made ready for one file. For one thread; closing it closes what it opened. */
final class Handover implements Handovers.Preparation, AutoCloseable {
  private final Step step;
  private final Runnable closing;
  private final Optional<Lease> lease;
  private final boolean endsWhenAcknowledged;
  private boolean released;

  interface Step {
    /**
     * Hands over a part of what is missing.
     *
     * @return bytes that the socket took, or {@link SocketOut#FULL}
     */
    long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException;
  }

  /**
   * Makes one.
   *
   * @param lease under which the bytes are handed over
   * @param endsWhenAcknowledged whether the lease is to end as soon as everything is acknowledged,
   *     read or not
   */
  Handover(Step step, Runnable closing, Optional<Lease> lease, boolean endsWhenAcknowledged) {
    this.step = step;
    this.closing = closing;
    this.lease = lease;
    this.endsWhenAcknowledged = endsWhenAcknowledged;
  }

  long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return step.handOver(socket, offset, sizeBytes);
  }

  /** Whether a writer waits for the lease. */
  boolean keepsWriterWaiting() {
    return !released && lease.isPresent() && !lease.get().stands();
  }

  boolean endsWhenAcknowledged() {
    return endsWhenAcknowledged;
  }

  /** Lets writers go on, once nothing is handed over any more. */
  void releaseLease() {
    if (!released) {
      released = true;
      lease.ifPresent(Lease::release);
    }
  }

  @Override
  public void close() {
    releaseLease();
    closing.run();
  }
}

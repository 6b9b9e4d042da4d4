package dev.untorn.lab.hazard;

import dev.untorn.lab.hazard.Handovers.Handover;
import dev.untorn.lab.hazard.Workspace.TrialFiles;
import dev.untorn.lab.link.Link;
import dev.untorn.lab.link.VethPair;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One trial: a file of old bytes is handed over to a socket whose peer does not read; the file is
 * changed; the peer reads.
 */
final class Experiment {
  /** Bytes in flight may wait for a delayed acknowledgement, 40 ms in Linux. */
  private static final long QUIET_IN_FLIGHT_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  /** With nothing in flight only the kernel's own deferred work is waited for. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** A connection that is not quiet by then is measured as it is: the peer is not reading. */
  private static final long SETTLE_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A writer takes milliseconds; a slow disk, seconds. */
  private static final long WRITER_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Read at once while the acknowledgement is watched for: leaves most in the peer's queue. */
  private static final int SIP_BYTES = 16 * 1024;

  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** Handed over before the losses, in whole blocks: leaves room in the peer's window. */
  private static final long BEFORE_LOSSES_MAX_BYTES = 64 * 1024;

  private final Workspace workspace;
  private final Link link;
  private final long sizeBytes;

  /** Where packets are to be lost. */
  private final Optional<VethPair> lossy;

  Experiment(Workspace workspace, Network network, Link link, long sizeBytes) {
    this.workspace = workspace;
    this.link = link;
    this.sizeBytes = sizeBytes;
    this.lossy =
        network == Network.LOSSY_WIRE && link instanceof VethPair pair
            ? Optional.of(pair)
            : Optional.empty();
  }

  Outcome run(Way way, Change change) {
    try (TrialFiles files = workspace.files(sizeBytes)) {
      return switch (Handovers.prepare(way, files.file())) {
        case Impossible impossible -> impossible;
        case Handover handover -> run(handover, change, files);
      };
    } catch (KernelException e) {
      return e.errno() == Errno.EAGAIN
          ? new Outcome.Failed("the peer waited in vain for the rest")
          : new Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome.Failed(e.toString());
    }
  }

  private record Seen(
      ByteBuffer received,
      TcpSocket.Progress before,
      FutureTask<Changes.Made> writer,
      boolean held,
      long retransmissions) {}

  private Outcome run(Handover handover, Change change, TrialFiles files) throws IOException {
    Seen seen;
    try (handover;
        ConnectionEnds connection = ConnectionEnds.over(link)) {
      seen = observe(connection, handover, change, files);
    }
    Changes.Made made = Changes.await(seen.writer, WRITER_MAX_NANOS);
    return made.impossible().isPresent()
        ? made.impossible().get()
        : new Outcome.Measured(trial(seen, made.nanos()));
  }

  private Seen observe(
      ConnectionEnds connection, Handover handover, Change change, TrialFiles files)
      throws IOException {
    long handedBytes;
    TcpSocket.Progress before;
    FutureTask<Changes.Made> writer;
    boolean held;
    try {
      handedBytes = handOver(connection.sender(), handover);
      before = connection.sender().progress();
      if (handover.endsWhenAcknowledged() && isAcknowledged(before)) {
        handover.releaseLease();
      }
      writer = Changes.start(change, files, handedBytes);
      held = !doneOrHeld(writer, handover);
    } finally {
      if (lossy.isPresent()) {
        lossy.get().restore();
      }
    }
    ByteBuffer received = ByteBuffer.allocateDirect((int) handedBytes);
    if (held && handover.endsWhenAcknowledged()) {
      before = receiveUntilAcknowledged(connection, received);
      handover.releaseLease();
      var _ = Changes.await(writer, WRITER_MAX_NANOS);
    }
    receive(connection.receiver(), received);
    return new Seen(
        received.flip(), before, writer, held, connection.sender().progress().retransmissions());
  }

  private static Outcome.Trial trial(Seen seen, long writerNanos) {
    ByteBuffer received = seen.received;
    int sent = received.limit() - (int) seen.before.unsentBytes();
    int acknowledged = sent - (int) seen.before.inFlightBytes();
    return new Outcome.Trial(
        ByteCounts.of(received, 0, acknowledged),
        ByteCounts.of(received, acknowledged, sent),
        ByteCounts.of(received, sent, received.limit()),
        seen.retransmissions,
        seen.held,
        writerNanos);
  }

  /** Hands over as much as the socket takes, and waits until nothing moves any more. */
  private long handOver(TcpSocket sender, Handover handover) throws IOException {
    if (lossy.isEmpty()) {
      return handOver(sender, handover, 0, sizeBytes);
    }
    int block = Workspace.DIRECT_ALIGNMENT_BYTES;
    long before = Math.min(BEFORE_LOSSES_MAX_BYTES, sizeBytes / 2 / block * block);
    long handed = handOver(sender, handover, 0, before);
    lossy.get().lose();
    return handOver(sender, handover, handed, sizeBytes);
  }

  private long handOver(TcpSocket sender, Handover handover, long from, long to)
      throws IOException {
    long handed = from;
    boolean settled = false;
    while (handed < to) {
      long taken = handover.handOver(sender, handed, to - handed);
      if (taken == SocketOut.FULL) {
        if (settled) {
          return handed;
        }
        settle(sender);
        settled = true;
      } else if (taken == 0) {
        throw new IOException("the file ended before the change");
      } else {
        handed += taken;
        settled = false;
      }
    }
    settle(sender);
    return handed;
  }

  static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until nothing moves any more. */
  static void settle(TcpSocket sender) throws IOException {
    long start = System.nanoTime();
    TcpSocket.Progress last = sender.progress();
    long lastMove = start;
    while (System.nanoTime() - start < SETTLE_MAX_NANOS) {
      long quiet = last.inFlightBytes() > 0 ? QUIET_IN_FLIGHT_NANOS : QUIET_NANOS;
      if (System.nanoTime() - lastMove > quiet) {
        return;
      }
      pause(POLL_NANOS);
      TcpSocket.Progress now = sender.progress();
      if (now.inFlightBytes() != last.inFlightBytes() || now.unsentBytes() != last.unsentBytes()) {
        last = now;
        lastMove = System.nanoTime();
      }
    }
  }

  /** True when the writer is done; false when it waits for the sender to release its lease. */
  private static boolean doneOrHeld(FutureTask<Changes.Made> writer, Handover handover)
      throws IOException {
    long start = System.nanoTime();
    while (!writer.isDone()) {
      if (handover.keepsWriterWaiting()) {
        return false;
      }
      if (System.nanoTime() - start > WRITER_MAX_NANOS) {
        throw new IOException("the writer neither ends nor waits for the lease");
      }
      pause(POLL_NANOS);
    }
    return true;
  }

  private static boolean isAcknowledged(TcpSocket.Progress progress) {
    return progress.inFlightBytes() == 0 && progress.unsentBytes() == 0;
  }

  /** Reads no more than it takes for the rest to be acknowledged. */
  private static TcpSocket.Progress receiveUntilAcknowledged(
      ConnectionEnds connection, ByteBuffer into) throws IOException {
    TcpSocket.Progress progress = connection.sender().progress();
    while (!isAcknowledged(progress) && into.hasRemaining()) {
      ByteBuffer sip = into.slice(into.position(), Math.min(SIP_BYTES, into.remaining()));
      receive(connection.receiver(), sip);
      into.position(into.position() + sip.position());
      settle(connection.sender());
      progress = connection.sender().progress();
    }
    return progress;
  }

  private static void receive(TcpSocket receiver, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (receiver.receive(into) == 0) {
        throw new IOException("the connection ended after " + into.position() + " bytes");
      }
    }
  }

  /**
   * Both ends of a connection.
   *
   * @param sender does not block
   * @param receiver blocks, with a time limit
   */
  record ConnectionEnds(TcpSocket sender, TcpSocket receiver) implements AutoCloseable {
    /** What most machines allow without privileges. */
    private static final int RECEIVE_BUFFER_BYTES = 208 * 1024;

    /** So that a part of a large file is accepted and not sent. */
    private static final int SEND_BUFFER_BYTES = 512 * 1024;

    /** Longer than any retransmission here takes; a trial that has not ended by then has failed. */
    private static final int RECEIVE_TIMEOUT_SECONDS = 10;

    /** Connects from the clients' end to the server's, which sends. */
    static ConnectionEnds over(Link link) throws IOException {
      Inet4Address address = link.serverAddress();
      try (TcpSocket listener = link.atServer(() -> TcpSocket.listen(address))) {
        int port = listener.port();
        TcpSocket receiver =
            link.atClients(() ->
                TcpSocket.connect(address, port, RECEIVE_BUFFER_BYTES, RECEIVE_TIMEOUT_SECONDS));
        try {
          return new ConnectionEnds(listener.accept(SEND_BUFFER_BYTES), receiver);
        } catch (KernelException e) {
          receiver.close();
          throw e;
        }
      }
    }

    @Override
    public void close() {
      sender.close();
      receiver.close();
    }
  }
}

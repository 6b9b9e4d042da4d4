package dev.untorn.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * One connection to an HTTP/1.1 server: sends exactly the given bytes, valid or not, and reads
 * responses strictly. Returns what a server does, resets and faults included, as a value; throws
 * IOException only for other failures (no route, no descriptors, an interrupt). Every call has a
 * deadline. For one thread at a time.
 */
public final class WireClient implements AutoCloseable {
  /** Enough for all that a healthy server on the same machine does. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final DeadlineSocket deadlineSocket;
  private final Inlet inlet;
  private final Duration timeout;

  private WireClient(DeadlineSocket deadlineSocket, Duration timeout) {
    this.deadlineSocket = deadlineSocket;
    this.inlet = new Inlet(deadlineSocket);
    this.timeout = timeout;
  }

  /** Connects. Throws IOException also if the connection is refused or times out. */
  public static WireClient connect(InetSocketAddress server) throws IOException {
    return connect(server, DEFAULT_TIMEOUT, OptionalInt.empty());
  }

  /**
   * Connects.
   *
   * @param timeout for the connection, and for each call that names no other
   * @param receiveBufferBytes for SO_RCVBUF, which the kernel doubles (socket(7)); if small, a
   *     server soon notices that this client reads slowly
   * @throws IOException also if the connection is refused or times out
   */
  public static WireClient connect(
      InetSocketAddress server, Duration timeout, OptionalInt receiveBufferBytes)
      throws IOException {
    return new WireClient(DeadlineSocket.connect(server, timeout, receiveBufferBytes), timeout);
  }

  /**
   * Returns COMPLETE when the kernel has taken all bytes, which the server may not have read; else
   * RESET or TIMED_OUT.
   */
  public Ending send(byte[] bytes) throws IOException {
    return deadlineSocket.send(bytes);
  }

  /** Sends each char as one octet (ISO 8859-1), or throws IllegalArgumentException. */
  public Ending send(String octets) throws IOException {
    return deadlineSocket.send(octets);
  }

  /** Sends a whole request and reads its response. */
  public Reply ask(String octets) throws IOException {
    send(octets);
    return read(octets.startsWith("HEAD ") ? Reading.OF_HEAD : Reading.PLAIN);
  }

  /**
   * Reads the next response into memory. NONE: the server closed the connection; TIMED_OUT with an
   * empty head: it sent nothing.
   */
  public Reply read() throws IOException {
    return read(Reading.PLAIN);
  }

  /** Reads the next response, which may be an interim one (1xx). */
  public Reply read(Reading reading) throws IOException {
    return new ReplyCollector(inlet, reading)
        .read(Deadline.after(reading.timeout().orElse(timeout)));
  }

  /**
   * Reads at least one raw byte, at most as many as fit. Returns COMPLETE, NONE, RESET or
   * TIMED_OUT.
   */
  public Ending readSome(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      throw new IllegalArgumentException("no room to read into");
    }
    return inlet.some(into, Deadline.after(timeout));
  }

  /** Received bytes after the last response. */
  public byte[] leftover() {
    return inlet.leftover();
  }

  /** Sends a FIN; responses can still be read. */
  public void finish() throws IOException {
    deadlineSocket.finish();
  }

  /** Closes with a RST instead of a FIN. */
  public void abort() throws IOException {
    deadlineSocket.abort();
  }

  @Override
  public void close() throws IOException {
    deadlineSocket.close();
  }
}

package dev.untorn.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * One connection to an HTTP/1.1 server: sends exactly the bytes it is given, right or wrong, and
 * reads responses one after the other, strictly, and with the way each of them ended. What a server
 * does is a value here; only what has nothing to do with its conduct (no route, no descriptors, an
 * interrupt) is an IOException. Everything has a deadline. Not for use by several threads at once.
 */
public final class WireClient implements AutoCloseable {
  /** Enough for whatever a healthy server on the same machine does. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final DeadlineSocket deadlineSocket;
  private final Inlet inlet;
  private final Duration timeout;

  private WireClient(DeadlineSocket deadlineSocket, Duration timeout) {
    this.deadlineSocket = deadlineSocket;
    this.inlet = new Inlet(deadlineSocket);
    this.timeout = timeout;
  }

  /** Connects. Throws IOException also if the connection is refused, or not made in time. */
  public static WireClient connect(InetSocketAddress server) throws IOException {
    return connect(server, DEFAULT_TIMEOUT, OptionalInt.empty());
  }

  /**
   * Connects.
   *
   * @param timeout for the connection, and for each call that names no other
   * @param receiveBufferBytes for SO_RCVBUF, which the kernel doubles (socket(7)): a small one lets
   *     a server feel soon that this client reads slowly
   * @throws IOException also if the connection is refused, or not made in time
   */
  public static WireClient connect(
      InetSocketAddress server, Duration timeout, OptionalInt receiveBufferBytes)
      throws IOException {
    DeadlineSocket deadlineSocket =
        DeadlineSocket.connect(server, receiveBufferBytes, Deadline.after(timeout));
    return new WireClient(deadlineSocket, timeout);
  }

  /**
   * Sends these bytes. The server may well have answered and closed before it has read them all.
   * Returns COMPLETE when the kernel has taken them, RESET or TIMED_OUT.
   */
  public Ending send(byte[] bytes) throws IOException {
    return deadlineSocket.write(ByteBuffer.wrap(bytes), Deadline.after(timeout));
  }

  /**
   * Sends each char as one octet (ISO 8859-1). Throws IllegalArgumentException if a char is none.
   */
  public Ending send(String octets) throws IOException {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(octets)) {
      throw new IllegalArgumentException("not one octet for each char: " + octets);
    }
    return send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a request, head and all, and reads the response to it. */
  public Reply ask(String octets) throws IOException {
    send(octets);
    return read(octets.startsWith("HEAD ") ? Reading.OF_HEAD : Reading.PLAIN);
  }

  /**
   * Reads the next response into memory. NONE means that the connection was closed after the last
   * one, and TIMED_OUT with an empty head that it is open and silent.
   */
  public Reply read() throws IOException {
    return read(Reading.PLAIN);
  }

  /** Reads the next response, interim ones (1xx) included. */
  public Reply read(Reading reading) throws IOException {
    return new ReplyCollector(inlet, reading)
        .read(Deadline.after(reading.timeout().orElse(timeout)));
  }

  /**
   * Reads raw bytes, at least one, at most as many as there is room for. Returns COMPLETE, NONE,
   * RESET or TIMED_OUT.
   */
  public Ending readSome(ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      throw new IllegalArgumentException("no room to read into");
    }
    return inlet.some(into, Deadline.after(timeout));
  }

  /** What came together with the responses read so far, but belongs to none of them. */
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

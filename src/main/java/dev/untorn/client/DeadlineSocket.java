package dev.untorn.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection whose operations block until a deadline at most; a blocking socket of the JDK
 * has a timeout for reads only. Returns resets and timeouts as values; throws IOException only for
 * other failures (no route, no descriptors, an interrupt). For one thread at a time.
 */
public final class DeadlineSocket implements AutoCloseable {
  private final SocketChannel channel;
  private final Duration timeout;

  /** Opened at the first wait, so that an idle connection needs no further descriptors. */
  private @Nullable Selector selector;

  private DeadlineSocket(SocketChannel channel, Duration timeout) {
    this.channel = channel;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @param timeout for the connection, and for each call that names no deadline
   * @param receiveBufferBytes for SO_RCVBUF, which the kernel doubles (socket(7)); set before the
   *     handshake so that it bounds the window
   * @throws IOException also if the connection is refused or times out
   */
  public static DeadlineSocket connect(
      InetSocketAddress server, Duration timeout, OptionalInt receiveBufferBytes)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBufferBytes.isPresent()) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes.getAsInt());
      }
      // A timeout of 0 would mean none.
      channel.socket().connect(server, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      channel.configureBlocking(false);
      return new DeadlineSocket(channel, timeout);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Deadline deadline() {
    return Deadline.after(timeout);
  }

  /** Reads at least one byte (COMPLETE), or returns NONE, RESET or TIMED_OUT. */
  public Ending read(ByteBuffer into) throws IOException {
    return read(into, deadline());
  }

  Ending read(ByteBuffer into, Deadline deadline) throws IOException {
    try {
      // Checked before each read, because a server may send forever.
      while (deadline.remainingMillis() > 0) {
        int count = channel.read(into);
        if (count != 0) {
          return count > 0 ? Ending.COMPLETE : Ending.NONE;
        }
        await(SelectionKey.OP_READ, deadline);
      }
      return Ending.TIMED_OUT;
    } catch (IOException e) {
      return resetOrThrow(e);
    }
  }

  /** Sends each char as one octet (ISO 8859-1), or throws IllegalArgumentException. */
  public Ending send(String octets) throws IOException {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(octets)) {
      throw new IllegalArgumentException("not one octet for each char: " + octets);
    }
    return send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns COMPLETE when the kernel has taken all bytes, which the server may not have read; else
   * RESET or TIMED_OUT.
   */
  Ending send(byte[] octets) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(octets);
    Deadline deadline = deadline();
    try {
      while (deadline.remainingMillis() > 0) {
        channel.write(bytes);
        if (!bytes.hasRemaining()) {
          return Ending.COMPLETE;
        }
        await(SelectionKey.OP_WRITE, deadline);
      }
      return Ending.TIMED_OUT;
    } catch (IOException e) {
      return resetOrThrow(e);
    }
  }

  /** Only the message distinguishes a reset from other failures in the JDK. */
  private static Ending resetOrThrow(IOException e) throws IOException {
    String message = String.valueOf(e.getMessage());
    if (message.contains("reset") || message.contains("Broken pipe")) {
      return Ending.RESET;
    }
    throw e;
  }

  private void await(int operation, Deadline deadline) throws IOException {
    if (selector == null) {
      selector = Selector.open();
    }
    channel.register(selector, operation);
    // Waiting for 0 milliseconds would mean forever.
    selector.select(Math.max(1, deadline.remainingMillis()));
    selector.selectedKeys().clear();
  }

  /** Sends a FIN after what was written. */
  void finish() throws IOException {
    channel.shutdownOutput();
  }

  /** Closes with a RST instead of a FIN (SO_LINGER of 0, socket(7)). */
  public void abort() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (selector != null) {
      selector.close();
    }
  }
}

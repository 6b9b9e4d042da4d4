package dev.untorn.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection whose operations block until a deadline at most; a blocking socket of the JDK
 * has a timeout for reads only. For one thread at a time.
 */
final class DeadlineSocket implements AutoCloseable {
  private final SocketChannel channel;

  /** Opened at the first wait, so that an idle connection needs no further descriptors. */
  private @Nullable Selector selector;

  private DeadlineSocket(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects.
   *
   * @param receiveBufferBytes for SO_RCVBUF, set before the handshake so that it bounds the window
   * @throws IOException if the connection is refused, or not made before the deadline
   */
  static DeadlineSocket connect(
      InetSocketAddress server, OptionalInt receiveBufferBytes, Deadline deadline)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBufferBytes.isPresent()) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes.getAsInt());
      }
      // A timeout of 0 would mean none.
      channel
          .socket()
          .connect(server, Math.clamp(deadline.remainingMillis(), 1, Integer.MAX_VALUE));
      channel.configureBlocking(false);
      return new DeadlineSocket(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads at least one byte (COMPLETE), or returns NONE, RESET or TIMED_OUT. */
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

  /** Writes all (COMPLETE), or returns RESET or TIMED_OUT. */
  Ending write(ByteBuffer bytes, Deadline deadline) throws IOException {
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
  void abort() throws IOException {
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

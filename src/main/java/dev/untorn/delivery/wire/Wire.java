package dev.untorn.delivery.wire;

import dev.untorn.linux.file.LinuxFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What responses are written to, and the only way by which bytes leave: a plain socket, or one that
 * encrypts or frames them. Event loop only.
 *
 * <p>The {@code try} methods send what can be sent now without waiting, and nothing while earlier
 * bytes wait. They return the number of bytes taken, move no buffer's position, and do not keep the
 * buffers. Send the rest by {@link #whenWritable} or {@link #write}.
 */
public interface Wire {
  /** Result of {@link #trySendFile}: copy the bytes and send the copies. */
  long REFUSED = -1;

  /** The loop on which everything here is called. */
  EventLoop loop();

  /** Where to get buffers for {@link #write}. */
  ByteBufAllocator memory();

  /** Whether bytes may still leave. */
  boolean isOpen();

  /**
   * Sends a direct buffer's remaining bytes.
   *
   * @return bytes taken
   */
  long trySend(ByteBuffer bytes) throws IOException;

  /**
   * Sends two direct buffers' remaining bytes, one after the other.
   *
   * @return bytes taken of both
   */
  long trySend(ByteBuffer head, ByteBuffer body) throws IOException;

  /**
   * Sends a head, and behind it a stretch of a file without copying it, if this wire and the file
   * allow that.
   *
   * @param head direct; may be empty
   * @param length more than 0
   * @return bytes taken of both, or {@link #REFUSED}: nothing of this file will ever be taken
   * @throws ShortFileException if the file ends before the stretch begins
   */
  long trySendFile(ByteBuffer head, LinuxFile file, long from, long length) throws IOException;

  /** Sends a buffer, which the wire owns from here on, behind what waits already. */
  Future<Void> write(ByteBuf bytes);

  /** Has a write go on when the wire takes more; one at a time. */
  void whenWritable(PendingWrite write);

  /** Bytes taken that the client has not acknowledged; 0 where nobody can tell. */
  long unackedBytes();

  /**
   * Whether the client may be on this host, so that bytes sent by reference may still follow their
   * file when they are acknowledged. Also true for a wire that never sends by reference.
   */
  boolean isSameHost();

  /**
   * To be called before pages are sent by reference whose file must not change until the client has
   * acknowledged them. Only if the client is not on the {@linkplain #isSameHost same host}.
   *
   * @param whenReleased run once, when the pages are acknowledged or can no longer reach the client
   */
  SentPages handOut(Runnable whenReleased);

  /**
   * Ends the response so that nobody can take what was sent for the whole, whatever its framing:
   * resets the connection, or the stream of one that has several.
   */
  void reset();

  /** Reports an unexpected exception to the protocol of this connection, which then ends it. */
  void failed(Throwable cause);
}

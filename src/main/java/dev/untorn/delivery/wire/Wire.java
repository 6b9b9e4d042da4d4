package dev.untorn.delivery.wire;

import dev.untorn.linux.file.LinuxFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What responses are written to, and the only way by which bytes leave: a plain socket, or what
 * encrypts or frames. Event loop only.
 *
 * <p>The {@code try} methods take what can be taken now without waiting, and nothing while earlier
 * bytes wait. They answer how many bytes they took, 0 if none, move no position, and have done with
 * the buffers when they return. What they did not take is for {@link #whenWritable} or {@link
 * #write}.
 */
public interface Wire {
  /** Answer of {@link #trySendFile}: send copies of the bytes instead. */
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
   * Sends a head, and behind it a stretch of a file without copying it, where this wire can and the
   * file allows it.
   *
   * @param head direct; may be empty
   * @param length more than 0
   * @return bytes taken of both, or {@link #REFUSED} if nothing was and nothing of this file will
   *     be
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
   * Whether bytes that were sent by reference may follow their file even when they are
   * acknowledged, because the client may be on this host; and everywhere, if bytes are copied.
   */
  boolean isSameHost();

  /**
   * Pages are about to be sent by reference whose file must not change until the client has
   * acknowledged them; only where the client is not on the same host.
   *
   * @param whenReleased run once, when no client can get anything of them any more
   */
  SentPages handOut(Runnable whenReleased);

  /**
   * Ends the response so that nobody can take what was sent for the whole, whatever its framing:
   * resets the connection, or the stream of one that has several.
   */
  void reset();

  /** A bug showed while somebody else had his turn: whoever reads from this connection is told. */
  void failed(Throwable cause);
}

package dev.untorn.delivery.wire;

import dev.untorn.linux.file.LinuxFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where responses are written, and the only way out for bytes: a plain socket, or one that encrypts
 * or frames them. Event loop only.
 *
 * <p>The {@code try} methods send what can be sent now without waiting, and nothing while earlier
 * bytes wait. They return the number of bytes taken, move no buffer's position, and do not keep the
 * buffers. Send the rest by {@link #whenWritable} or {@link #write}.
 */
public interface Wire {
  /** Result of {@link #trySendFile}: copy the bytes and send the copies. */
  long REFUSED = -1;

  /** The event loop of all calls. */
  EventLoop loop();

  /** Allocates buffers for {@link #write}. */
  ByteBufAllocator memory();

  boolean isOpen();

  /** Sends a direct buffer's remaining bytes. */
  long trySend(ByteBuffer bytes) throws IOException;

  /** Sends two direct buffers' remaining bytes, one after the other. */
  long trySend(ByteBuffer head, ByteBuffer body) throws IOException;

  /**
   * Sends a head and then a stretch of a file without copying it, if this wire and the file allow
   * it.
   *
   * @param head direct; may be empty
   * @param length more than 0
   * @return bytes taken of both, or {@link #REFUSED}: this file is never supported
   * @throws ShortFileException if the file ends before the stretch begins
   */
  long trySendFile(ByteBuffer head, LinuxFile file, long from, long length) throws IOException;

  /** Sends a buffer, which the wire owns from here on, after earlier bytes. */
  Future<Void> write(ByteBuf bytes);

  /** Continues a write when the wire takes more; one at a time. */
  void whenWritable(PendingWrite write);

  /** Bytes taken that the client has not acknowledged; 0 if unknown. */
  long unackedBytes();

  /**
   * Whether the client may be on this host, so that bytes sent by reference may still change with
   * their file when they are acknowledged. Also true for a wire that never sends by reference.
   */
  boolean isSameHost();

  /**
   * Call it before pages are sent by reference whose file must not change until the client, which
   * is not on the {@linkplain #isSameHost same host}, has acknowledged them. Runs {@code
   * whenReleased} once, when they are acknowledged or can no longer reach the client.
   */
  SentPages handOut(Runnable whenReleased);

  /** Resets the connection, or one stream of it: nobody can take the response for complete. */
  void reset();

  /** Reports an unexpected exception to the connection's protocol, which then ends it. */
  void failed(Throwable cause);
}

package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** Sending on a non-blocking socket whose descriptor another library owns. */
public final class SocketOut {
  /** The socket's buffer is full: try again when it is writable. */
  public static final long FULL = -1;

  private SocketOut() {}

  /**
   * sendfile(2).
   *
   * @return bytes handed over, 0 at the file's end, or {@link #FULL}
   */
  public static long sendFile(int socket, LinuxFile file, long offset, long sizeBytes)
      throws KernelException {
    MemorySegment at = Scratch.own().offsets;
    long result;
    do {
      at.set(ValueLayout.JAVA_LONG, 0, offset);
      result = Libc.sendfile(socket, file.fd(), at, sizeBytes);
    } while (LinuxFile.isInterrupted(result));
    return sent("sendfile", result);
  }

  /**
   * sendmsg(2) of a direct buffer's remaining bytes with MSG_MORE, so that they share a packet with
   * what follows; moves the position.
   *
   * @return bytes handed over, or {@link #FULL}
   */
  public static long sendMore(int socket, ByteBuffer from) throws KernelException {
    return send(socket, from, Abi.MSG_MORE);
  }

  /**
   * send(2) of a direct buffer's remaining bytes, which the kernel copies; moves the position.
   *
   * @return bytes handed over, or {@link #FULL}
   */
  public static long send(int socket, ByteBuffer from) throws KernelException {
    return send(socket, from, 0);
  }

  private static long send(int socket, ByteBuffer from, int more) throws KernelException {
    Scratch scratch = Scratch.own();
    vector(scratch, 0, from);
    long sent = sendMessage(socket, scratch, 1, more);
    if (sent > 0) {
      from.position(from.position() + (int) sent);
    }
    return sent;
  }

  /**
   * sendmsg(2) of the remaining bytes of two direct buffers, one after the other; moves no
   * position.
   *
   * @return bytes handed over, or {@link #FULL}
   */
  public static long send(int socket, ByteBuffer first, ByteBuffer second) throws KernelException {
    Scratch scratch = Scratch.own();
    vector(scratch, 0, first);
    vector(scratch, 1, second);
    return sendMessage(socket, scratch, 2, 0);
  }

  private static void vector(Scratch scratch, int index, ByteBuffer bytes) {
    long address = MemorySegment.ofBuffer(bytes).address();
    scratch.vectors.setAtIndex(ValueLayout.JAVA_LONG, 2L * index, address);
    scratch.vectors.setAtIndex(ValueLayout.JAVA_LONG, 2L * index + 1, bytes.remaining());
  }

  private static long sendMessage(int socket, Scratch scratch, int vectors, int flags)
      throws KernelException {
    scratch.message.set(ValueLayout.JAVA_LONG, 24, vectors);
    long result;
    do {
      result = Libc.sendmsg(socket, scratch.message, flags | Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL);
    } while (LinuxFile.isInterrupted(result));
    return sent("sendmsg", result);
  }

  private static long sent(String call, long result) throws KernelException {
    if (result >= 0) {
      return result;
    }
    if (Errno.ofResult(result) == Errno.EAGAIN) {
      return FULL;
    }
    throw new KernelException(call, result);
  }
}

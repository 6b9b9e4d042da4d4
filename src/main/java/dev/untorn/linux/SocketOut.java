package dev.untorn.linux;

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
   * send(2) of a direct buffer's remaining bytes with MSG_MORE, so that they share a packet with
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
    int flags = more | Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL;
    long result;
    do {
      result = Libc.send(socket, MemorySegment.ofBuffer(from), from.remaining(), flags);
    } while (LinuxFile.isInterrupted(result));
    long sent = sent("send", result);
    if (sent > 0) {
      from.position(from.position() + (int) sent);
    }
    return sent;
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

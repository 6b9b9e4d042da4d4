package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** Sends on a non-blocking socket whose descriptor another library owns. */
public final class SocketOut {
  private static final int MSG_MORE = 0x8000;

  private static final CFunction SENDFILE = CFunction.ofLong("sendfile").restarting();
  private static final CFunction SENDMSG = CFunction.ofLong("sendmsg").restarting();

  /** The socket's buffer is full: try again when it is writable. */
  public static final long FULL = -1;

  private SocketOut() {}

  /** sendfile(2). Returns bytes sent, 0 at the file's end, or {@link #FULL}. */
  public static long sendFile(int socket, LinuxFile file, long offset, long sizeBytes)
      throws KernelException {
    MemorySegment at = Scratch.own().offsets;
    at.set(ValueLayout.JAVA_LONG, 0, offset);
    return sent("sendfile", SENDFILE.call(socket, file.fd(), at.address(), sizeBytes));
  }

  /**
   * sendmsg(2) of a direct buffer's remaining bytes with MSG_MORE, so that they share a packet with
   * what follows; moves the position. Returns bytes sent, or {@link #FULL}.
   */
  public static long sendMore(int socket, ByteBuffer from) throws KernelException {
    return send(socket, from, MSG_MORE);
  }

  /**
   * send(2) of a direct buffer's remaining bytes, which the kernel copies; moves the position.
   * Returns bytes sent, or {@link #FULL}.
   */
  public static long send(int socket, ByteBuffer from) throws KernelException {
    return send(socket, from, 0);
  }

  private static long send(int socket, ByteBuffer from, int more) throws KernelException {
    Scratch scratch = Scratch.own();
    scratch.vector(0, CFunction.address(from), from.remaining());
    long sent = sendMessage(socket, scratch, 1, more);
    if (sent > 0) {
      from.position(from.position() + (int) sent);
    }
    return sent;
  }

  /**
   * sendmsg(2) of the remaining bytes of two direct buffers; moves no position. Returns bytes sent,
   * or {@link #FULL}.
   */
  public static long send(int socket, ByteBuffer first, ByteBuffer second) throws KernelException {
    Scratch scratch = Scratch.own();
    scratch.vector(0, CFunction.address(first), first.remaining());
    scratch.vector(1, CFunction.address(second), second.remaining());
    try {
      return sendMessage(socket, scratch, 2, 0);
    } finally {
      Reference.reachabilityFence(first);
      Reference.reachabilityFence(second);
    }
  }

  private static long sendMessage(int socket, Scratch scratch, int vectors, int flags)
      throws KernelException {
    scratch.message.set(ValueLayout.JAVA_LONG, 24, vectors);
    int all = flags | Abi.MSG_DONTWAIT | Abi.MSG_NOSIGNAL;
    return sent("sendmsg", SENDMSG.call(socket, scratch.message.address(), all));
  }

  /** The result of a call that sends, {@link #FULL} for EAGAIN. */
  public static long sent(String call, long result) throws KernelException {
    return Errno.EAGAIN.is(result) ? FULL : KernelException.check(call, result);
  }
}

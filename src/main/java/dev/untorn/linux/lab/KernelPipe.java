package dev.untorn.linux.lab;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * A pipe as a buffer of page references (pipe(7), splice(2), vmsplice(2)). Its contents are not
 * copied: they show every change of the pages.
 *
 * @param sizeBytes the capacity in whole pages
 */
public record KernelPipe(LinuxFile out, LinuxFile in, int sizeBytes) implements AutoCloseable {
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int SPLICE_F_NONBLOCK = 2;
  private static final int SPLICE_F_GIFT = 8;

  private static final CFunction PIPE2 = CFunction.ofInt("pipe2");
  private static final CFunction SPLICE = CFunction.ofLong("splice").restarting();
  private static final CFunction VMSPLICE = CFunction.ofLong("vmsplice").restarting();

  /** Makes a pipe of this size (F_SETPIPE_SZ), or, where refused, of the kernel's default. */
  public static KernelPipe create(int wishBytes) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      KernelException.check("pipe2", PIPE2.call(ends.address(), Abi.O_CLOEXEC));
      LinuxFile out = new LinuxFile(ends.get(ValueLayout.JAVA_INT, 0));
      LinuxFile in = new LinuxFile(ends.get(ValueLayout.JAVA_INT, 4));
      Libc.FCNTL.call(in.fd(), F_SETPIPE_SZ, wishBytes);
      return new KernelPipe(out, in, (int) Libc.FCNTL.call(in.fd(), F_GETPIPE_SZ, 0));
    }
  }

  /**
   * Adds references to a file's pages (splice(2)). Returns how many bytes, or {@link
   * SocketOut#FULL} when the pipe is full.
   */
  public long fillFrom(LinuxFile file, long offset, long sizeBytes) throws KernelException {
    MemorySegment at = Scratch.own().offsets;
    at.set(ValueLayout.JAVA_LONG, 0, offset);
    return SocketOut.sent(
        "splice", SPLICE.call(file.fd(), at.address(), in.fd(), 0, sizeBytes, SPLICE_F_NONBLOCK));
  }

  /**
   * Adds references to the pages of a direct or mapped buffer (vmsplice(2)), as a gift where the
   * buffer begins and ends with a page; later changes of the memory change the gift. The buffer
   * must outlive the pipe's contents. Returns how many bytes, or {@link SocketOut#FULL} when the
   * pipe is full.
   */
  public long fillFrom(ByteBuffer memory) throws KernelException {
    Scratch scratch = Scratch.own();
    scratch.vector(0, CFunction.address(memory), memory.remaining());
    long vector = scratch.vectors.address();
    return SocketOut.sent(
        "vmsplice", VMSPLICE.call(in.fd(), vector, 1, SPLICE_F_GIFT | SPLICE_F_NONBLOCK));
  }

  /**
   * Moves references to a non-blocking socket (splice(2)). Returns how many bytes, or {@link
   * SocketOut#FULL} when the socket is full.
   */
  public long drainTo(TcpSocket socket, long sizeBytes) throws KernelException {
    return SocketOut.sent(
        "splice", SPLICE.call(out.fd(), 0, socket.fd(), 0, sizeBytes, SPLICE_F_NONBLOCK));
  }

  /** Reads the current contents of the pages into a direct buffer (read(2)). Waits for a byte. */
  public int read(ByteBuffer to) throws KernelException {
    return out.read(to);
  }

  @Override
  public void close() {
    in.close();
    out.close();
  }
}

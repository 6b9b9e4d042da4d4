package dev.untorn.linux.lab;

import dev.untorn.linux.Abi;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.Scratch;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.SocketOut;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * A pipe as a buffer of page references (pipe(7), splice(2), vmsplice(2)). What is in it is not
 * copied: it shows every change of the pages behind it, for as long as it is kept.
 */
public final class KernelPipe implements AutoCloseable {
  private final LinuxFile out;
  private final LinuxFile in;
  private final int sizeBytes;

  private KernelPipe(LinuxFile out, LinuxFile in, int sizeBytes) {
    this.out = out;
    this.in = in;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Makes a pipe.
   *
   * @param wishBytes its size (F_SETPIPE_SZ); where that is refused, the kernel's default
   */
  public static KernelPipe create(int wishBytes) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      int result = LabCalls.pipe2(ends, Abi.O_CLOEXEC);
      if (result < 0) {
        throw new KernelException("pipe2", result);
      }
      LinuxFile out = new LinuxFile(ends.get(ValueLayout.JAVA_INT, 0));
      LinuxFile in = new LinuxFile(ends.get(ValueLayout.JAVA_INT, 4));
      Libc.fcntl(in.fd(), LabAbi.F_SETPIPE_SZ, wishBytes);
      return new KernelPipe(out, in, Libc.fcntl(in.fd(), LabAbi.F_GETPIPE_SZ, 0));
    }
  }

  /** How many bytes of whole pages fit in. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /**
   * Puts references to a file's pages in (splice(2)).
   *
   * @return bytes, or {@link SocketOut#FULL} when the pipe is
   */
  public long fillFrom(LinuxFile file, long offset, long sizeBytes) throws KernelException {
    MemorySegment at = Scratch.own().offsets;
    long result;
    do {
      at.set(ValueLayout.JAVA_LONG, 0, offset);
      result = LabCalls.splice(file.fd(), at, in.fd(), sizeBytes, LabAbi.SPLICE_F_NONBLOCK);
    } while (LinuxFile.isInterrupted(result));
    return moved("splice", result);
  }

  /**
   * Puts references to the pages of a direct or mapped buffer in (vmsplice(2)), as a gift where the
   * buffer begins and ends with a page; whoever changes the memory later changes the gift. The
   * buffer must outlive the pipe's contents.
   *
   * @return bytes, or {@link SocketOut#FULL} when the pipe is
   */
  public long fillFrom(ByteBuffer memory) throws KernelException {
    Scratch scratch = Scratch.own();
    MemorySegment segment = MemorySegment.ofBuffer(memory);
    long result;
    do {
      scratch.vector.set(ValueLayout.JAVA_LONG, 0, segment.address());
      scratch.vector.set(ValueLayout.JAVA_LONG, 8, segment.byteSize());
      result =
          LabCalls.vmsplice(
              in.fd(), scratch.vector, LabAbi.SPLICE_F_GIFT | LabAbi.SPLICE_F_NONBLOCK);
    } while (LinuxFile.isInterrupted(result));
    return moved("vmsplice", result);
  }

  /**
   * Moves references on to a non-blocking socket (splice(2)).
   *
   * @return bytes, or {@link SocketOut#FULL} when the socket is
   */
  public long drainTo(TcpSocket socket, long sizeBytes) throws KernelException {
    long result;
    do {
      result =
          LabCalls.splice(
              out.fd(), MemorySegment.NULL, socket.fd(), sizeBytes, LabAbi.SPLICE_F_NONBLOCK);
    } while (LinuxFile.isInterrupted(result));
    return moved("splice", result);
  }

  /** Reads what the pages hold now into a direct buffer (read(2)), waiting for at least a byte. */
  public int read(ByteBuffer to) throws KernelException {
    long result;
    do {
      result = LabCalls.read(out.fd(), MemorySegment.ofBuffer(to), to.remaining());
    } while (LinuxFile.isInterrupted(result));
    if (result < 0) {
      throw new KernelException("read", result);
    }
    to.position(to.position() + (int) result);
    return (int) result;
  }

  private static long moved(String call, long result) throws KernelException {
    if (result >= 0) {
      return result;
    }
    if (Errno.ofResult(result) == Errno.EAGAIN) {
      return SocketOut.FULL;
    }
    throw new KernelException(call, result);
  }

  @Override
  public void close() {
    in.close();
    out.close();
  }
}

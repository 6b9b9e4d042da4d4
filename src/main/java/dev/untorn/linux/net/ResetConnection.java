package dev.untorn.linux.net;

import dev.untorn.linux.Abi;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.file.LinuxFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A TCP connection that was reset, kept until its last packets have left this machine. A reset
 * drops what the kernel has not sent yet; but packets in a queueing discipline or a card's ring
 * still go out, and their pages are read at that time. They are charged to the socket until the
 * card has sent them, as is the packet of the reset itself, the last one.
 */
public record ResetConnection(LinuxFile socket) implements AutoCloseable {
  private static final int SO_MEMINFO = 55;
  private static final int F_DUPFD_CLOEXEC = 1030;

  /** struct sockaddr with only a family. */
  private static final int ADDRESS_SIZE_BYTES = 16;

  /** SK_MEMINFO_WMEM_ALLOC (linux/sock_diag.h) of nine numbers. */
  private static final int QUEUED = 2 * 4;

  private static final int NUMBERS_SIZE_BYTES = 64;

  /**
   * Resets now (connect(2) with AF_UNSPEC does what close(2) with SO_LINGER 0 does); the descriptor
   * stays open and its owner's.
   *
   * @throws KernelException if no descriptor is left; the connection is reset all the same
   */
  public static ResetConnection reset(int descriptor) throws KernelException {
    long copy = Libc.FCNTL.call(descriptor, F_DUPFD_CLOEXEC, 0);
    try (Arena arena = Arena.ofConfined()) {
      var _ = SocketCalls.connect(descriptor, arena.allocate(ADDRESS_SIZE_BYTES, 2));
    }
    return new ResetConnection(new LinuxFile((int) KernelException.check("F_DUPFD_CLOEXEC", copy)));
  }

  /** Whether a queue or a card of this machine may still hold its packets (SO_MEMINFO). */
  public boolean hasPackets() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocate(NUMBERS_SIZE_BYTES, 4);
      long result = SocketCalls.getsockopt(socket.fd(), Abi.SOL_SOCKET, SO_MEMINFO, numbers);
      return result < 0 || numbers.get(ValueLayout.JAVA_INT, QUEUED) > 0;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}

package dev.untorn.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A connection from an address that is not this machine's, as a transparent proxy makes it to the
 * server behind it (IP_TRANSPARENT, ip(7)). Needs CAP_NET_ADMIN.
 */
public final class TransparentSocket implements AutoCloseable {
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TRANSPARENT = 19;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;

  /** Its kernel acknowledges whole files that nobody has read yet. */
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private static final int TIMEOUT_SECONDS = 20;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final LinuxFile socket;

  private TransparentSocket(LinuxFile socket) {
    this.socket = socket;
  }

  /** Connects, waiting. */
  public static TransparentSocket connect(Inet4Address from, Inet4Address to, int port)
      throws IOException {
    LinuxFile socket =
        new LinuxFile(
            check(SocketCalls.socket(Abi.AF_INET, SOCK_STREAM | Abi.SOCK_CLOEXEC, 0), "socket"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
      MemorySegment timeout = arena.allocate(16, 8);
      timeout.set(ValueLayout.JAVA_LONG, 0, TIMEOUT_SECONDS);
      int fd = socket.fd();
      check(SocketCalls.setsockopt(fd, IPPROTO_IP, IP_TRANSPARENT, one), "IP_TRANSPARENT");
      check(SocketCalls.setsockopt(fd, Abi.SOL_SOCKET, SO_RCVTIMEO, timeout), "SO_RCVTIMEO");
      MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER_BYTES);
      check(SocketCalls.setsockopt(fd, Abi.SOL_SOCKET, SO_RCVBUFFORCE, buffer), "SO_RCVBUFFORCE");
      check(LabCalls.bind(fd, address(arena, from, 0)), "bind");
      check(SocketCalls.connect(fd, address(arena, to, port)), "connect");
      return new TransparentSocket(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends all of a direct buffer. */
  public void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      long sent = SocketOut.send(socket.fd(), bytes);
      check((int) sent, "send");
    }
  }

  /** Receives into a direct buffer; 0 at the end. */
  public int receive(ByteBuffer into) throws IOException {
    int read =
        check(
            (int) LabCalls.read(socket.fd(), MemorySegment.ofBuffer(into), into.remaining()),
            "read");
    into.position(into.position() + read);
    return read;
  }

  private static int check(int result, String call) throws KernelException {
    if (result < 0) {
      throw new KernelException(call, result);
    }
    return result;
  }

  private static MemorySegment address(Arena arena, Inet4Address address, int port) {
    MemorySegment memory = arena.allocate(16, 4);
    memory.set(ValueLayout.JAVA_SHORT, 0, (short) Abi.AF_INET);
    memory.set(PORT, 2, (short) port);
    MemorySegment.copy(address.getAddress(), 0, memory, ValueLayout.JAVA_BYTE, 4, 4);
    return memory;
  }

  @Override
  public void close() {
    socket.close();
  }
}

package dev.untorn.linux.lab;

import dev.untorn.linux.Abi;
import dev.untorn.linux.CFunction;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.net.Ethtool;
import dev.untorn.linux.net.SocketCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A named network namespace, as made by ip-netns(8). Only a single thread can enter one (setns(2)),
 * so each entry uses a new thread that ends with the task; sockets made there stay in the
 * namespace. Needs CAP_SYS_ADMIN.
 */
public record NetNamespace(String name) {
  private static final Path NAMED = Path.of("/run/netns");
  private static final CFunction SETNS = CFunction.ofInt("setns");
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int ETHTOOL_SSG = 0x19;
  private static final long SIOCSARP = 0x8955L;
  private static final int ATF_COM = 2;
  private static final int ATF_PERM = 4;

  /** struct arpreq (linux/if_arp.h): two addresses of 16 bytes, flags, a netmask, a name of 16. */
  private static final int ARPREQ_SIZE_BYTES = 68;

  private static final int ARPREQ_HARDWARE = 16;
  private static final int ARPREQ_FLAGS = 32;
  private static final int ARPREQ_DEVICE = 52;

  /** Runs a task in the namespace, on a new thread, and waits for it. */
  public <T> T call(Callable<T> task) throws IOException {
    FutureTask<T> inside =
        new FutureTask<>(() -> {
          enter();
          return task.call();
        });
    Thread.ofPlatform().name("netns-" + name).start(inside);
    try {
      return inside.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void enter() throws KernelException {
    switch (RawFile.open(NAMED.resolve(name), RawFile.Access.READ)) {
      case Opened.File(LinuxFile file) -> {
        try (file) {
          KernelException.check("setns", SETNS.call(file.fd(), CLONE_NEWNET));
        }
      }
      case Opened.Failed(Errno errno) ->
          throw new IllegalStateException("no namespace " + name + ": " + errno);
    }
  }

  /**
   * Turns a device's scatter-gather off, so that the kernel copies a packet's pages when it sends
   * the packet (ioctl SIOCETHTOOL, as {@code ethtool -K sg off}).
   */
  public void disableScatterGather(String device) throws IOException {
    configure(
        "SIOCETHTOOL",
        (socket, arena) ->
            Ethtool.command(
                socket.fd(), device, arena.allocateFrom(ValueLayout.JAVA_INT, ETHTOOL_SSG, 0)));
  }

  /**
   * Sets the hardware address of a neighbour (arp(7), SIOCSARP), at once and without a process: a
   * forked child would keep this process's files open for a while, also those open for writing.
   */
  public void setNeighbour(String device, Inet4Address address, byte[] hardware)
      throws IOException {
    configure(
        "SIOCSARP",
        (socket, arena) -> {
          MemorySegment request = arena.allocate(ARPREQ_SIZE_BYTES, 4);
          request.set(ValueLayout.JAVA_SHORT, 0, (short) Abi.AF_INET);
          MemorySegment.copy(address.getAddress(), 0, request, ValueLayout.JAVA_BYTE, 4, 4);
          request.set(ValueLayout.JAVA_SHORT, ARPREQ_HARDWARE, (short) Abi.ARPHRD_ETHER);
          MemorySegment.copy(
              hardware, 0, request, ValueLayout.JAVA_BYTE, ARPREQ_HARDWARE + 2, hardware.length);
          request.set(ValueLayout.JAVA_INT, ARPREQ_FLAGS, ATF_COM | ATF_PERM);
          request.setString(ARPREQ_DEVICE, device);
          return Libc.IOCTL.call(socket.fd(), SIOCSARP, request.address());
        });
  }

  /** A request to the kernel's network configuration, through any socket of the namespace. */
  private interface Request {
    long send(LinuxFile socket, Arena arena);
  }

  private void configure(String what, Request request) throws IOException {
    call(() -> {
      try (Arena arena = Arena.ofConfined();
          LinuxFile socket = SocketCalls.socket(Abi.AF_INET, Abi.SOCK_STREAM, 0)) {
        KernelException.check(what, request.send(socket, arena));
      }
      return true;
    });
  }
}

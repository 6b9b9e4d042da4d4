package dev.untorn.linux.net;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Queries a device's driver (SIOCETHTOOL, netdevice(7)), in the socket's network namespace. */
public final class Ethtool {
  private static final long SIOCETHTOOL = 0x8946L;
  private static final int ETHTOOL_GDRVINFO = 0x03;

  /** IFNAMSIZ (linux/if.h), with the terminating NUL. */
  static final int NAME_SIZE_BYTES = 16;

  /** struct ifreq (netdevice(7)): the name, and a union of 24 bytes. */
  static final int REQUEST_SIZE_BYTES = NAME_SIZE_BYTES + 24;

  /** struct ethtool_drvinfo (linux/ethtool.h), and its fields of 32 bytes. */
  private static final int DRIVER_INFO_SIZE_BYTES = 196;

  private static final int DRIVER = 4;
  private static final int BUS = 100;
  private static final int FIELD_SIZE_BYTES = 32;

  /**
   * What a device reports of itself.
   *
   * @param name of the driver, or the kind of a software device
   * @param bus where it is attached, as {@code 0000:00:03.0}; empty if nowhere
   */
  record Driver(String name, String bus) {}

  private Ethtool() {}

  /** A device's driver. Waits for the kernel's lock while others change devices. */
  static Driver driver(int socket, String device) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(DRIVER_INFO_SIZE_BYTES, 8);
      info.set(ValueLayout.JAVA_INT, 0, ETHTOOL_GDRVINFO);
      long result = command(socket, device, info);
      KernelException.check("ETHTOOL_GDRVINFO of " + device, result);
      return new Driver(text(info, DRIVER), text(info, BUS));
    }
  }

  /** Sends a command to a device's driver, which writes its answer into the command's memory. */
  public static long command(int socket, String device, MemorySegment command) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(REQUEST_SIZE_BYTES, 8);
      request.setString(0, device);
      request.set(ValueLayout.ADDRESS, NAME_SIZE_BYTES, command);
      return Libc.IOCTL.call(socket, SIOCETHTOOL, request.address());
    }
  }

  /** A field may be full, without a NUL. */
  private static String text(MemorySegment info, int offset) {
    byte[] bytes = info.asSlice(offset, FIELD_SIZE_BYTES).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}

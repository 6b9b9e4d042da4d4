package dev.untorn.origin.upstream.connect;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses an upstream may have. */
public enum Reachable {
  /** Any: the operator has named the host. */
  ANYWHERE {
    @Override
    boolean permits(InetAddress address) {
      return true;
    }
  },
  /**
   * Globally reachable ones, for a host that somebody else has named: in this machine and its
   * networks are services that trust whoever can reach them, such as a cloud's metadata.
   */
  PUBLIC {
    @Override
    boolean permits(InetAddress address) {
      return isPublic(address);
    }
  };

  /** Blocks that are not globally reachable (RFC 6890 and IANA's registries), and multicast. */
  private static final List<AddressBlock> RESERVED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              // All but 2000::/3, which alone is given out, and what of that is special. Some carry
              // an
              // address of version 4 that would need a look of its own: NAT64, 6to4, Teredo.
              "::/3",
              "4000::/2",
              "8000::/1",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(block -> AddressBlock.parse(block).orElseThrow())
          .toList();

  abstract boolean permits(InetAddress address);

  private static boolean isPublic(InetAddress address) {
    return RESERVED.stream().noneMatch(block -> block.contains(address));
  }
}

package dev.untorn.origin.upstream.connect;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

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
  private static final List<Block> RESERVED =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3),
          // All but 2000::/3, which alone is given out, and what of that is special. Some carry an
          // address of version 4 that would need a look of its own: NAT64, 6to4, Teredo.
          Block.of("::", 3),
          Block.of("4000::", 2),
          Block.of("8000::", 1),
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16),
          Block.of("3fff::", 20));

  abstract boolean permits(InetAddress address);

  private static boolean isPublic(InetAddress address) {
    return RESERVED.stream().noneMatch(block -> block.contains(address));
  }

  /** Addresses that begin with the same bits. */
  private record Block(InetAddress first, int bits) {
    static Block of(String first, int bits) {
      return new Block(InetAddress.ofLiteral(first), bits);
    }

    boolean contains(InetAddress address) {
      byte[] mine = first.getAddress();
      byte[] its = address.getAddress();
      if (mine.length != its.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff00 >> bits % 8 & 0xff;
      return Arrays.equals(mine, 0, whole, its, 0, whole)
          && (bits % 8 == 0 || (mine[whole] & mask) == (its[whole] & mask));
    }
  }
}

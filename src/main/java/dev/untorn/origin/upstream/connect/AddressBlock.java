package dev.untorn.origin.upstream.connect;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** Addresses that begin with the same bits (RFC 4632, 3.1). */
record AddressBlock(InetAddress first, int bits) {
  /** Such as {@code 10.0.0.0/8}; empty if it is none. */
  static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    InetAddress first = NetUtil.createInetAddressFromIpAddressString(text.substring(0, slash));
    int bits = Integer.parseInt(text.substring(slash + 1));
    return first == null || bits > 8 * first.getAddress().length
        ? Optional.empty()
        : Optional.of(new AddressBlock(first, bits));
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

package dev.untorn.delivery;

import io.netty.channel.unix.UnixChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.function.BiPredicate;

/**
 * Whether a connection's peer is behind a device that copies what it sends. Looked up for a
 * connection when it is first asked, and kept with it. Event loops only.
 */
public final class CopyingDevices {
  private static final AttributeKey<Boolean> KEY =
      AttributeKey.valueOf(CopyingDevices.class, "copies");

  private final BiPredicate<InetSocketAddress, InetSocketAddress> lookup;

  /**
   * @param lookup tells it of a local and a remote address; quick, and false where it is not known
   */
  public CopyingDevices(BiPredicate<InetSocketAddress, InetSocketAddress> lookup) {
    this.lookup = lookup;
  }

  boolean areBefore(UnixChannel channel) {
    Boolean known = channel.attr(KEY).get();
    if (known != null) {
      return known;
    }
    boolean copies =
        channel.localAddress() instanceof InetSocketAddress local
            && channel.remoteAddress() instanceof InetSocketAddress remote
            && lookup.test(local, remote);
    channel.attr(KEY).set(copies);
    return copies;
  }
}

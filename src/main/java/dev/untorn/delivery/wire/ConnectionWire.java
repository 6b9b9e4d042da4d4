package dev.untorn.delivery.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.unix.UnixChannel;

/** A wire that is a whole connection, whose end its protocol decides. Event loop only. */
public interface ConnectionWire extends Wire {
  /** Makes the wires of a listener's connections. */
  interface Factory {
    /** A new connection's. */
    ConnectionWire of(UnixChannel channel);
  }

  /**
   * Fails if other handlers stand beside the protocol's that this wire would bypass.
   *
   * @param protocol reads from the connection
   */
  void requireAlone(ChannelHandler protocol);

  /** Whether pages that were handed out are not yet acknowledged. */
  boolean hasUnackedPages();

  /** Runs a task when there are no such pages; at once, if there are none now. */
  void whenNoUnackedPages(Runnable task);

  /** Says that no more will be sent; the client may still send. */
  void shutdownOutput();

  /**
   * Closes when there are no {@linkplain #hasUnackedPages pages} any more, at once if there are
   * none. Nothing may be sent afterwards.
   */
  void close();
}

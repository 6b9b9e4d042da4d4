package dev.untorn.delivery.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.unix.UnixChannel;

/** A wire that is a whole connection, closed by its protocol. Event loop only. */
public interface ConnectionWire extends Wire {
  /** Makes the wires of a listener's connections. */
  interface Factory {
    ConnectionWire of(UnixChannel channel);
  }

  /** Fails if there are handlers other than {@code protocol}, which this wire would bypass. */
  void requireAlone(ChannelHandler protocol);

  /** Whether pages that were sent by reference are not yet acknowledged. */
  boolean hasUnackedPages();

  /** Runs a task when there are no such pages; at once, if there are none now. */
  void whenNoUnackedPages(Runnable task);

  /** Ends the output; the client may still send. */
  void shutdownOutput();

  /** Closes once no {@linkplain #hasUnackedPages pages} are unacknowledged. Send nothing then. */
  void close();
}

package dev.untorn.delivery;

import io.netty.channel.unix.UnixChannel;

final class BufferWireTest extends WireContract {
  @Override
  ConnectionWire wire(UnixChannel channel) {
    return new BufferWire(channel);
  }
}

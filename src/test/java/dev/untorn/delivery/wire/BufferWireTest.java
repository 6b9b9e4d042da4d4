package dev.untorn.delivery.wire;

import io.netty.channel.unix.UnixChannel;

final class BufferWireTest extends WireContract {
  @Override
  ConnectionWire wire(UnixChannel channel) {
    return new BufferWire(channel);
  }
}

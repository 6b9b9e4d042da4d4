package dev.untorn.delivery.wire;

import io.netty.channel.unix.UnixChannel;
import java.util.List;

final class SocketWireTest extends WireContract {
  private final CopyingDevices copyingDevices = new CopyingDevices(List.of());

  @Override
  ConnectionWire wire(UnixChannel channel) {
    return new SocketWire(channel, copyingDevices);
  }
}

package dev.untorn.server;

import dev.untorn.config.Settings;
import dev.untorn.delivery.wire.BufferWire;
import dev.untorn.server.Server.Startup;

/** A real server whose responses leave by wires that take only bytes. */
public final class BufferedServer {
  private BufferedServer() {}

  /** As {@link Server#start(Settings)}. */
  public static Startup start(Settings settings) {
    return Bootstrap.start(settings, network -> BufferWire::new);
  }
}

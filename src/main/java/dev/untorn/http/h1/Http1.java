package dev.untorn.http.h1;

import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.http.ServerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves HTTP/1.1 on the channels it is given. Thread-safe. */
public final class Http1 {
  private final ServerContext server;
  private final ConnectionWire.Factory wires;
  private final Map<EventLoop, Http1Loop> loops = new ConcurrentHashMap<>();

  public Http1(ServerContext server, ConnectionWire.Factory wires) {
    this.server = server;
    this.wires = wires;
  }

  /** Serves a new channel; call it on the channel's event loop. */
  public void accept(UnixChannel channel) {
    Http1Loop loop = loops.computeIfAbsent(channel.eventLoop(), key -> Http1Loop.of(key, server));
    channel.pipeline().addLast(new Connection(loop, channel, wires.of(channel)));
  }

  /** Closes idle connections now, others after their response. */
  public void drain() {
    loops.values().forEach(each -> each.loop().drain());
  }

  public void cutAll() {
    loops.values().forEach(each -> each.loop().cutAll());
  }
}

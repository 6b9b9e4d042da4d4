package dev.untorn.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Speaks HTTP/1.1 on the channels it is given. Thread-safe. */
public final class Http {
  private final Service service;
  private final Map<EventLoop, Http1Loop> loops = new ConcurrentHashMap<>();

  public Http(Service service) {
    this.service = service;
  }

  /** Takes over a new channel, on its event loop. */
  public <C extends UnixChannel & DuplexChannel> void accept(C channel) {
    Http1Loop loop = loops.computeIfAbsent(channel.eventLoop(), key -> new Http1Loop(key, service));
    channel.pipeline().addLast(new Connection(loop, channel));
  }

  /** Has connections close as soon as they have answered what they were asked. */
  public void drain() {
    loops.values().forEach(each -> each.loop().drain());
  }

  /** Ends all connections now. */
  public void cutAll() {
    loops.values().forEach(each -> each.loop().cutAll());
  }

  /**
   * Transfers write to the descriptor, past whatever handlers there are: one that was to change
   * what is sent, such as TLS, would be bypassed, and the client would get plain text.
   */
  static void requireAlone(ChannelHandler own, ChannelPipeline pipeline) {
    if (!own.equals(pipeline.first()) || !own.equals(pipeline.last())) {
      throw new IllegalStateException("other handlers beside HTTP: " + pipeline.names());
    }
  }
}

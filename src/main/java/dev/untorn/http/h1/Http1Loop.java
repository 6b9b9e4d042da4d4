package dev.untorn.http.h1;

import dev.untorn.delivery.transfer.BatchedFences;
import dev.untorn.http.Loop;
import dev.untorn.http.ServerContext;
import dev.untorn.http.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;

/** What the HTTP/1 connections of one event loop share. Used by that loop alone. */
public final class Http1Loop {
  private final ServerContext server;
  private final Loop loop;
  private final RequestHeadCache requestHeadCache = new RequestHeadCache();
  private final RangeRequestCache rangeRequestCache;
  private final ResponseFieldCache fields;
  private final ResponseHeadCache responseHeadCache;
  private final ByteBuf headBuffer = ResponseHead.buffer(UnpooledByteBufAllocator.DEFAULT, 0);

  public Http1Loop(EventLoop eventLoop, ServerContext server) {
    this.server = server;
    this.loop = new Loop(eventLoop);
    this.rangeRequestCache = new RangeRequestCache((int) server.limits().headerMax().bytes());
    this.fields = new ResponseFieldCache(loop.loopTick());
    this.responseHeadCache = new ResponseHeadCache(fields, loop.loopTick());
    eventLoop.terminationFuture().addListener(ended -> headBuffer.release());
  }

  ServerContext server() {
    return server;
  }

  public Loop loop() {
    return loop;
  }

  RequestReader newReader() {
    return new RequestReader(server.limits(), requestHeadCache, rangeRequestCache);
  }

  /** Drops cached heads if they were another site's. */
  void answerBy(Site site) {
    if (fields.answerBy(site.cacheControl())) {
      responseHeadCache.clear();
    }
  }

  ResponseFieldCache fields() {
    return fields;
  }

  ResponseHeadCache responseHeadCache() {
    return responseHeadCache;
  }

  /** An empty buffer for a head that is used before the next call. */
  ByteBuf headBuffer() {
    return headBuffer.clear();
  }

  BatchedFences fences() {
    return loop.fences();
  }
}

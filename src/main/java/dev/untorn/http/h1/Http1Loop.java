package dev.untorn.http.h1;

import dev.untorn.delivery.BatchedFences;
import dev.untorn.delivery.Transfers;
import dev.untorn.http.Loop;
import dev.untorn.http.Service;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;

/** What the HTTP/1 connections of one event loop share. Touched by that loop alone. */
public final class Http1Loop {
  private final Service service;
  private final Loop loop;
  private final RequestHeadCache requestHeadCache = new RequestHeadCache();
  private final RangeRequestCache rangeRequestCache;
  private final ResponseFieldCache fields;
  private final ResponseHeadCache responseHeadCache;
  private final ByteBuf headBuffer = ResponseHead.buffer(UnpooledByteBufAllocator.DEFAULT, 0);

  public Http1Loop(EventLoop eventLoop, Service service) {
    this.service = service;
    this.loop = new Loop(eventLoop, service);
    this.rangeRequestCache =
        new RangeRequestCache((int) service.settings().limits().headerMax().bytes());
    this.fields =
        new ResponseFieldCache(service.settings().serve().cacheControl(), loop.loopTick());
    this.responseHeadCache = new ResponseHeadCache(fields, loop.loopTick());
    eventLoop.terminationFuture().addListener(ended -> headBuffer.release());
  }

  Service service() {
    return service;
  }

  public Loop loop() {
    return loop;
  }

  RequestReader newReader() {
    return new RequestReader(service.settings().limits(), requestHeadCache, rangeRequestCache);
  }

  ResponseFieldCache fields() {
    return fields;
  }

  ResponseHeadCache responseHeadCache() {
    return responseHeadCache;
  }

  /** Empty, for a head that is to be used before the next call. */
  ByteBuf headBuffer() {
    return headBuffer.clear();
  }

  Transfers transfers() {
    return service.transfers();
  }

  BatchedFences fences() {
    return loop.fences();
  }
}

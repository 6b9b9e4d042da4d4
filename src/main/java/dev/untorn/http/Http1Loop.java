package dev.untorn.http;

import dev.untorn.delivery.Transfers;
import dev.untorn.delivery.BatchedFences;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;

/** What the HTTP/1 connections of one event loop share. Touched by that loop alone. */
final class Http1Loop {
  private final Service service;
  private final Loop loop;
  private final SeenHeads seenHeads = new SeenHeads();
  private final SeenRanges seenRanges;
  private final HeadFields fields;
  private final ReadyHeads readyHeads;
  private final ByteBuf headBuffer = ResponseHead.buffer(UnpooledByteBufAllocator.DEFAULT, 0);

  Http1Loop(EventLoop eventLoop, Service service) {
    this.service = service;
    this.loop = new Loop(eventLoop, service);
    this.seenRanges = new SeenRanges((int) service.settings().limits().headerMax().bytes());
    this.fields = new HeadFields(service.settings().serve().cacheControl(), loop.turn());
    this.readyHeads = new ReadyHeads(fields, loop.turn());
    eventLoop.terminationFuture().addListener(ended -> headBuffer.release());
  }

  Service service() {
    return service;
  }

  Loop loop() {
    return loop;
  }

  RequestReader newReader() {
    return new RequestReader(service.settings().limits(), seenHeads, seenRanges);
  }

  HeadFields fields() {
    return fields;
  }

  ReadyHeads readyHeads() {
    return readyHeads;
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

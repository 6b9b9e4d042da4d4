package dev.untorn.http.h1;

import dev.untorn.http.Loop;
import dev.untorn.http.ServerContext;
import dev.untorn.http.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;

/** State shared by the HTTP/1 connections of one event loop. Used by that loop alone. */
record Http1Loop(
    ServerContext server,
    Loop loop,
    RequestHeadCache requestHeads,
    RangeRequestCache rangeRequests,
    ResponseFieldCache fields,
    ResponseHeadCache responseHeads,
    ByteBuf headBuffer) {
  static Http1Loop of(EventLoop eventLoop, ServerContext server) {
    Loop loop = new Loop(eventLoop);
    ResponseFieldCache fields = new ResponseFieldCache(loop.tick());
    ByteBuf headBuffer = ResponseHead.buffer(UnpooledByteBufAllocator.DEFAULT, 0);
    eventLoop.terminationFuture().addListener(ended -> headBuffer.release());
    return new Http1Loop(
        server,
        loop,
        new RequestHeadCache(),
        new RangeRequestCache((int) server.limits().headerMax().bytes()),
        fields,
        new ResponseHeadCache(fields, loop.tick()),
        headBuffer);
  }

  /** Drops cached heads that were made for another site. */
  void answerBy(Site site) {
    if (fields.answerBy(site.cacheControl())) {
      responseHeads.clear();
    }
  }

  /** An empty buffer for a head; reused by the next call. */
  @Override
  public ByteBuf headBuffer() {
    return headBuffer.clear();
  }
}

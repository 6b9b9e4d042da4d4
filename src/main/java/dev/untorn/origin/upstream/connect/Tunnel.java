package dev.untorn.origin.upstream.connect;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;

/** Has a proxy connect to an endpoint (CONNECT; RFC 9110, 9.3.6), on a connection to the proxy. */
final class Tunnel extends ChannelInboundHandlerAdapter {
  private final HttpClientCodec codec = new HttpClientCodec();
  private final Promise<Channel> opened;

  private Tunnel(Promise<Channel> opened) {
    this.opened = opened;
  }

  /** Fails with an exception whose message is for people. */
  static Future<Channel> open(Channel channel, Endpoint endpoint, ForwardProxy proxy) {
    Promise<Channel> opened = channel.eventLoop().newPromise();
    Tunnel tunnel = new Tunnel(opened);
    channel.pipeline().addFirst(tunnel).addFirst(tunnel.codec);
    String authority = endpoint.hostAndPort();
    FullHttpRequest connect =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.CONNECT, authority, Unpooled.EMPTY_BUFFER);
    connect.headers().set(HttpHeaderNames.HOST, authority);
    proxy
        .authorization()
        .ifPresent(value -> connect.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
    var _ = channel.writeAndFlush(connect);
    channel.read();
    return opened;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      HttpObject object = (HttpObject) message;
      if (object.decoderResult().isFailure()) {
        fail("the proxy does not speak HTTP");
      } else if (object instanceof HttpResponse response
          && !response.status().equals(HttpResponseStatus.OK)) {
        fail("the proxy answers " + response.status());
      } else if (object instanceof LastHttpContent && !opened.isDone()) {
        context.pipeline().remove(codec);
        context.pipeline().remove(this);
        opened.setSuccess(context.channel());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!opened.isDone()) {
      context.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail("the proxy closed the connection");
    context.fireChannelInactive();
  }

  private void fail(String reason) {
    var _ = opened.tryFailure(new IOException(reason));
  }
}

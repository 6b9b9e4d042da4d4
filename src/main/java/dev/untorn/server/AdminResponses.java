package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Makes responses of the admin server. */
final class AdminResponses {
  private AdminResponses() {}

  /** Escapes nothing: the values are the program's own. */
  static FullHttpResponse json(HttpResponseStatus status, String json) {
    return of(status, "application/json", (json + "\n").getBytes(UTF_8));
  }

  static FullHttpResponse text(HttpResponseStatus status, String sentence) {
    return of(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(UTF_8));
  }

  static FullHttpResponse of(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set("Content-Type", type)
        .set("Content-Length", body.length)
        .set("Cache-Control", "no-store")
        .set("X-Content-Type-Options", "nosniff")
        .set("Connection", "close");
    return response;
  }
}

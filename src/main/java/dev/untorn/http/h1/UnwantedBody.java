package dev.untorn.http.h1;

import java.nio.charset.StandardCharsets;

/**
 * The body of a request that is answered when all of it was thrown away.
 *
 * @param request the head
 */
record UnwantedBody(RequestHead request, RequestBodyDrain drain) {
  /** What a client gets that should have waited for it (RFC 9110, 10.1.1). */
  static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  static UnwantedBody of(RequestHead request, long bytesMax) {
    return new UnwantedBody(request, new RequestBodyDrain(request.body(), bytesMax));
  }
}

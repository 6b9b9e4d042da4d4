package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.http.h1.RequestParser.Malformed;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of one connection's requests: those seen before at a glance, all others with the
 * parser. Touched by one event loop.
 */
final class RequestReader {
  private final RequestParser parser;
  private final RequestHeadCache requestHeadCache;
  private final RangeRequestCache rangeRequestCache;

  RequestReader(
      LimitSettings limits,
      RequestHeadCache requestHeadCache,
      RangeRequestCache rangeRequestCache) {
    this.parser =
        new RequestParser((int) limits.headerMax().bytes(), (int) limits.targetMax().bytes());
    this.requestHeadCache = requestHeadCache;
    this.rangeRequestCache = rangeRequestCache;
  }

  /**
   * Reads on as {@link RequestParser#parse} does.
   *
   * @return null if there is no whole head yet, or a malformed one: then there is a {@link
   *     #failure}
   */
  @Nullable RequestHead read(ByteBuf bytes) {
    boolean fresh = parser.isFresh();
    RequestHead seen = fresh ? find(bytes) : null;
    if (seen != null) {
      bytes.skipBytes(bytes.readableBytes());
      return seen;
    }
    int from = bytes.readerIndex();
    if (!(parser.parse(bytes) instanceof RequestHead head)) {
      return null;
    }
    if (fresh && head.request().range().isPresent()) {
      rangeRequestCache.remember(bytes, from, head);
    } else if (fresh) {
      requestHeadCache.remember(bytes, from, head);
    }
    return head;
  }

  private @Nullable RequestHead find(ByteBuf bytes) {
    RequestHead seen = requestHeadCache.find(bytes);
    return seen == null ? rangeRequestCache.find(bytes) : seen;
  }

  /** What was wrong, after which nothing more can be read; null if nothing was. */
  @Nullable Malformed failure() {
    return parser.failure();
  }

  /** Whether a part of a request's head has been read. */
  boolean isWithinHead() {
    return parser.isWithinHead();
  }

  /** Stands for a request whose head is malformed, or did not arrive whole. */
  RequestHead unreadable() {
    return parser.unreadable();
  }
}

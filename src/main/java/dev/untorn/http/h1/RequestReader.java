package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.http.h1.RequestParser.Malformed;
import dev.untorn.semantics.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection: recognizes heads that it has seen before, parses others,
 * and skips bodies. It holds no buffer while there is nothing to read, so that an idle connection
 * costs nothing. Used by one event loop.
 */
final class RequestReader {
  /**
   * A request that cannot be answered with a file, and behind which nothing can be read.
   *
   * @param detail a sentence without anything that was sent
   */
  record Refusal(RequestHead request, Status status, String detail) {}

  private final long bodyBytesMax;
  private final RequestParser parser;
  private final RequestHeadCache requestHeadCache;
  private final RangeRequestCache rangeRequestCache;
  private ByteBuf input = Unpooled.EMPTY_BUFFER;
  private @Nullable RequestBodyDrain body;
  private @Nullable RequestHead withBody;
  private @Nullable Refusal refusal;
  private boolean wantsContinue;

  RequestReader(
      LimitSettings limits,
      RequestHeadCache requestHeadCache,
      RangeRequestCache rangeRequestCache) {
    this.bodyBytesMax = limits.bodyMax().bytes();
    this.parser =
        new RequestParser((int) limits.headerMax().bytes(), (int) limits.targetMax().bytes());
    this.requestHeadCache = requestHeadCache;
    this.rangeRequestCache = rangeRequestCache;
  }

  /** Adds received bytes, and owns them. */
  void append(ByteBufAllocator allocator, ByteBuf more) {
    input =
        ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
            allocator, input.discardSomeReadBytes(), more);
  }

  /** What was received and not yet read. */
  ByteBuf bytes() {
    return input;
  }

  boolean isEmpty() {
    return !input.isReadable();
  }

  /** Releases the buffer if everything was read. */
  void trim() {
    if (isEmpty()) {
      clear();
    }
  }

  /** Releases the buffer. */
  void clear() {
    input.release();
    input = Unpooled.EMPTY_BUFFER;
  }

  /**
   * The next request, if it has come in whole; else null. If there is then no {@link #refusal},
   * more must be received.
   */
  @Nullable RequestHead read() {
    if (body != null && withBody != null) {
      return skipBody(body, withBody);
    }
    RequestHead head = readHead();
    if (head == null) {
      Malformed malformed = parser.failure();
      return malformed == null
          ? null
          : refuse(unfinished(), Status.of(malformed.status()), malformed.detail());
    }
    return switch (head.body()) {
      case RequestBody.None() -> head;
      // The answer does not depend on the body, which may be long: the connection ends instead.
      case RequestBody.Length _, RequestBody.Chunked _ when !head.request().method().isServed() ->
          head.asLast();
      case RequestBody.Length(long bytes) when bytes > bodyBytesMax -> refuseTooLarge(head);
      case RequestBody.Length _, RequestBody.Chunked _ -> {
        RequestBodyDrain drain = new RequestBodyDrain(head.body(), bodyBytesMax);
        body = drain;
        withBody = head;
        wantsContinue = head.expectContinue();
        yield wantsContinue ? null : skipBody(drain, head);
      }
    };
  }

  private @Nullable RequestHead readHead() {
    boolean fresh = parser.isFresh();
    RequestHead seen = fresh ? requestHeadCache.find(input) : null;
    if (seen == null && fresh) {
      seen = rangeRequestCache.find(input);
    }
    if (seen != null) {
      input.skipBytes(input.readableBytes());
      return seen;
    }
    int from = input.readerIndex();
    if (!(parser.parse(input) instanceof RequestHead head)) {
      return null;
    }
    if (fresh && head.request().range().isPresent()) {
      rangeRequestCache.remember(input, from, head);
    } else if (fresh) {
      requestHeadCache.remember(input, from, head);
    }
    return head;
  }

  private @Nullable RequestHead skipBody(RequestBodyDrain drain, RequestHead head) {
    return switch (drain.consume(input)) {
      case MORE -> null;
      case DONE -> {
        endBody();
        yield head;
      }
      case TOO_LARGE -> refuseTooLarge(head);
      case MALFORMED -> refuse(head, Status.BAD_REQUEST, "The body's framing is broken.");
    };
  }

  private @Nullable RequestHead refuseTooLarge(RequestHead head) {
    return refuse(head, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
  }

  private @Nullable RequestHead refuse(RequestHead head, Status status, String detail) {
    endBody();
    refusal = new Refusal(head, status, detail);
    return null;
  }

  private void endBody() {
    body = null;
    withBody = null;
  }

  /** Why nothing more can be read; null if more can. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether the client waits for leave to send a body (RFC 9110, 10.1.1). Asked once. */
  boolean takeContinue() {
    boolean wanted = wantsContinue;
    wantsContinue = false;
    return wanted;
  }

  /** Whether a part of a request's head has been read. */
  boolean isWithinHead() {
    return parser.isWithinHead();
  }

  boolean isWithinBody() {
    return withBody != null;
  }

  /** The request that has come in in part, as far as it is known. */
  RequestHead unfinished() {
    return withBody == null ? parser.unreadable() : withBody;
  }
}

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
 * Reads the requests of one connection: recognizes known heads, parses others, skips bodies or
 * leaves them to an origin that relays. Holds no buffer while idle. Used by one event loop.
 */
final class RequestReader {
  /**
   * A request that cannot be answered with a file, and after which nothing can be read. {@code
   * detail} is a sentence without anything that was sent.
   */
  record Refusal(RequestHead request, Status status, String detail) {}

  static final String BROKEN_FRAMING = "The body's framing is broken.";

  private record Draining(RequestBodyDrain body, RequestHead head) {}

  private final long bodyBytesMax;
  private final IncomingBody.Client client;
  private final RequestParser parser;
  private final RequestHeadCache requestHeadCache;
  private final RangeRequestCache rangeRequestCache;
  private ByteBuf input = Unpooled.EMPTY_BUFFER;
  private @Nullable Draining draining;
  private @Nullable IncomingBody incoming;
  private @Nullable Refusal refusal;
  private boolean wantsContinue;

  RequestReader(
      LimitSettings limits,
      IncomingBody.Client client,
      RequestHeadCache requestHeadCache,
      RangeRequestCache rangeRequestCache) {
    this.bodyBytesMax = limits.bodyMax().bytes();
    this.client = client;
    this.parser =
        new RequestParser((int) limits.headerMax().bytes(), (int) limits.targetMax().bytes());
    this.requestHeadCache = requestHeadCache;
    this.rangeRequestCache = rangeRequestCache;
  }

  /** Adds received bytes, and takes ownership. A full buffer grows by doubling: few copies. */
  void append(ByteBufAllocator allocator, ByteBuf more) {
    input =
        ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
            allocator, input.discardSomeReadBytes(), more);
  }

  /** Bytes received and not yet read. */
  ByteBuf bytes() {
    return input;
  }

  boolean isEmpty() {
    return !input.isReadable();
  }

  /** Releases the buffer if it is empty. */
  void trim() {
    if (isEmpty()) {
      clear();
    }
  }

  void clear() {
    input.release();
    input = Unpooled.EMPTY_BUFFER;
  }

  /** The next request, if complete; else null: receive more, unless there is a refusal. */
  @Nullable RequestHead read() {
    if (draining != null) {
      return skipBody(draining);
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
      case RequestBody.Length _, RequestBody.Chunked _ when client.isRelayed() -> {
        incoming = new IncomingBody(head, this, client);
        yield head.with(incoming);
      }
      // The answer does not depend on the body, which may be long: close instead.
      case RequestBody.Length _, RequestBody.Chunked _ when !head.request().method().isServed() ->
          head.asLast();
      case RequestBody.Length(long bytes) when bytes > bodyBytesMax -> refuseTooLarge(head);
      case RequestBody.Length _, RequestBody.Chunked _ -> {
        RequestBodyDrain body =
            new RequestBodyDrain(head.body(), bodyBytesMax, RequestBodyDrain.DISCARD);
        draining = new Draining(body, head);
        wantsContinue = head.expectContinue();
        yield wantsContinue ? null : skipBody(draining);
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

  private @Nullable RequestHead skipBody(Draining current) {
    return switch (current.body().consume(input)) {
      case MORE -> null;
      case DONE -> {
        draining = null;
        yield current.head();
      }
      case TOO_LARGE -> refuseTooLarge(current.head());
      case MALFORMED -> refuse(current.head(), Status.BAD_REQUEST, BROKEN_FRAMING);
    };
  }

  private @Nullable RequestHead refuseTooLarge(RequestHead head) {
    return refuse(head, Status.CONTENT_TOO_LARGE, "Files are read here, not written.");
  }

  private @Nullable RequestHead refuse(RequestHead head, Status status, String detail) {
    draining = null;
    refusal = new Refusal(head, status, detail);
    return null;
  }

  /** Why no more can be read; null if more can. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether the client waits for 100 Continue (RFC 9110, 10.1.1). True only once. */
  boolean takeContinue() {
    boolean wanted = wantsContinue;
    wantsContinue = false;
    return wanted;
  }

  /** The body of the last request, while it is received for an origin; else null. */
  @Nullable IncomingBody incoming() {
    return incoming;
  }

  void bodyEnded() {
    incoming = null;
  }

  boolean isWithinHead() {
    return parser.isWithinHead();
  }

  boolean isWithinBody() {
    return draining != null;
  }

  /** The request that was received in part, as far as known. */
  RequestHead unfinished() {
    return draining == null ? parser.unreadable() : draining.head();
  }
}

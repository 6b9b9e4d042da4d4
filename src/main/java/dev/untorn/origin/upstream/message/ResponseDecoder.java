package dev.untorn.origin.upstream.message;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Netty's decoder of responses, and refusals where it is more lenient than a proxy may be: what one
 * recipient passes over, another takes for something else (RFC 9112, 11.2). Used by one event loop.
 */
public final class ResponseDecoder extends HttpResponseDecoder {
  /** Status line; reason phrases are short. */
  private static final int STATUS_LINE_BYTES_MAX = 8 << 10;

  /** Fields of one response together: four times what most servers and proxies permit. */
  private static final int HEAD_BYTES_MAX = 64 << 10;

  /** One piece of a body: as much as one read gives. */
  private static final int PIECE_BYTES_MAX = 256 << 10;

  private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[0-9]");

  /** Three digits (RFC 9112, 4). */
  private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

  private enum State {
    /** Nothing came since the request went out. */
    AWAITING,
    RECEIVING,
    /** The response has ended. */
    ENDED,
    /** More came than was requested: not necessarily a whole response, which would be seen. */
    STRAYED
  }

  private State state = State.AWAITING;
  private boolean answersHead;
  private boolean isFinal;
  private int lengths;

  public ResponseDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(STATUS_LINE_BYTES_MAX)
            .setMaxHeaderSize(HEAD_BYTES_MAX)
            .setMaxChunkSize(PIECE_BYTES_MAX)
            // Equal ones may be taken for one (RFC 9110, 8.6).
            .setAllowDuplicateContentLengths(true));
  }

  /** A request goes out; whatever comes from now on answers it. */
  public void expectAnswer(String method) {
    state = State.AWAITING;
    answersHead = method.equals("HEAD");
  }

  /** Whether any byte came since then. */
  public boolean hasReceived() {
    return state != State.AWAITING;
  }

  /** Whether any byte came that nobody requested. */
  public boolean hasStrayed() {
    return state == State.STRAYED;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (buffer.isReadable()) {
      state = state == State.ENDED || state == State.STRAYED ? State.STRAYED : State.RECEIVING;
    }
    super.decode(context, buffer, out);
    if (isFinal && !out.isEmpty() && out.getLast() instanceof LastHttpContent) {
      isFinal = false;
      state = State.ENDED;
    }
  }

  @Override
  protected HttpMessage createMessage(String[] statusLine) {
    if (!VERSION.matcher(statusLine[0]).matches() || !STATUS.matcher(statusLine[1]).matches()) {
      throw new IllegalArgumentException("its first line is no status line");
    }
    lengths = 0;
    return super.createMessage(statusLine);
  }

  /** Netty passes over whatever stands between a name, whitespace and the next colon. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    int colon = start + length;
    while (colon < line.length && (line[colon] == ' ' || line[colon] == '\t')) {
      colon++; // Not sent on (RFC 9112, 5.1).
    }
    if (colon == line.length || line[colon] != ':') {
      throw new IllegalArgumentException("a header line is not a name followed by a colon");
    }
    AsciiString name = super.splitHeaderName(line, start, length);
    lengths += HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name) ? 1 : 0;
    return name;
  }

  /** Called once for each head, at its end. Netty compares lengths in HTTP/1.1 alone. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (lengths > 1 && message.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw new IllegalArgumentException("more than one Content-Length");
    }
    isFinal = ((HttpResponse) message).status().codeClass() != HttpStatusClass.INFORMATIONAL;
    return (isFinal && answersHead) || super.isContentAlwaysEmpty(message);
  }
}

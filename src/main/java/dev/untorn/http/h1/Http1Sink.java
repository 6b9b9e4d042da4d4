package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.transfer.BytesTransfer;
import dev.untorn.delivery.transfer.StreamFraming;
import dev.untorn.delivery.transfer.StreamTransfer;
import dev.untorn.delivery.transfer.Transfer;
import dev.untorn.delivery.transfer.Transfers;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.http.Answer;
import dev.untorn.http.ClientRate;
import dev.untorn.http.Exchange;
import dev.untorn.http.Peer;
import dev.untorn.http.ResponseSink;
import dev.untorn.origin.StreamBody;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Multipart;
import dev.untorn.semantics.Segment;
import dev.untorn.semantics.Status;
import dev.untorn.version.Hold;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the response to one HTTP/1.1 or HTTP/1.0 request. Event loop only. */
final class Http1Sink implements ResponseSink {
  private final Http1Loop loop;
  private final Peer peer;
  private final Wire wire;
  private final RequestHead request;
  private boolean keepAlive;
  private final Connection connection;
  private final Exchange exchange;
  private @Nullable Observer observer;
  private @Nullable Transfer transfer;
  private @Nullable ClientRate rate;
  private int headBytes;
  private boolean over;

  Http1Sink(Http1Loop loop, Peer peer, Wire wire, RequestHead request, Connection connection) {
    this.loop = loop;
    this.peer = peer;
    this.wire = wire;
    this.request = request;
    this.keepAlive = request.keepAlive();
    this.connection = connection;
    this.exchange = new Exchange(loop.server(), loop.loop(), request.context(), this);
  }

  Exchange exchange() {
    return exchange;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public void respond(Answer answer, Observer whenEnded) {
    observer = whenEnded;
    loop.answerBy(exchange.site());
    switch (answer) {
      case Answer.Whole whole -> whole(whole);
      case Answer.Part part -> part(part);
      case Answer.Parts parts -> parts(parts);
      case Answer.NotModified same -> notModified(same);
      case Answer.Document document -> document(document);
      case Answer.Stream(Status status, List<Field> fields, StreamBody body) ->
          stream(ResponseHead.own(buffer(0), status, loop.fields()).fields(fields), body, true);
      case Answer.Relayed(int code, Fields fields, StreamBody body) ->
          stream(
              ResponseHead.relayed(buffer(0), code, fields, loop.fields()),
              body,
              isFramed(code, body));
    }
  }

  private void whole(Answer.Whole whole) {
    Hold hold = whole.hold();
    Version version = hold.version();
    if (whole.digests().isEmpty() && keepAlive && request.http11()) {
      ByteBuffer ready = loop.responseHeads().of(version, wire.memory());
      if (ready != null) {
        sendBehind(ready, hold);
        return;
      }
    }
    ResponseHead head = begin(whole, buffer(Transfers.roomBehindHead(version))).whole(version);
    send(hold, end(head), Segment.all(version.lengthBytes()));
  }

  /** Sends a whole version behind a prepared head. */
  private void sendBehind(ByteBuffer head, Hold hold) {
    long lengthBytes = hold.version().lengthBytes();
    if (request.isHead() || lengthBytes == 0) {
      ByteBuf copy = wire.memory().directBuffer(head.remaining()).writeBytes(head.duplicate());
      send(hold, copy, List.of());
    } else {
      send(hold, head, new ByteRange(0, lengthBytes - 1));
    }
  }

  private void part(Answer.Part part) {
    Version version = part.hold().version();
    ByteBuf head =
        end(
            begin(part, loop.headBuffer())
                .contentRange(part.range(), version.lengthBytes())
                .content(version, part.range().lengthBytes()));
    send(part.hold(), head.internalNioBuffer(0, head.readableBytes()), part.range());
  }

  private void parts(Answer.Parts parts) {
    Version version = parts.hold().version();
    Multipart multipart =
        Multipart.of(parts.ranges(), version.lengthBytes(), version.representation().mediaType());
    ResponseHead head =
        begin(parts, buffer(Transfers.roomBehindHead(version)))
            .content(version, multipart.contentType(), multipart.contentLengthBytes());
    send(parts.hold(), end(head), multipart.segments());
  }

  private void notModified(Answer.NotModified same) {
    ResponseHead head = begin(same, buffer(0)).validators(same.hold().version());
    send(same.hold(), end(head), List.of());
  }

  private void document(Answer.Document document) {
    ByteBuffer body = document.body();
    keepAlive = keepAlive && connection.isRequestWhole();
    ResponseHead head =
        ResponseHead.own(buffer(body.remaining()), document.status(), loop.fields())
            .fields(document.fields());
    if (document.status() != Status.NO_CONTENT) {
      head.length(body.remaining());
    }
    ByteBuf response = end(head);
    headBytes = response.readableBytes();
    if (!request.isHead()) {
      response.writeBytes(body.duplicate());
    }
    start(new BytesTransfer(wire, response, headBytes, this::ended));
  }

  /**
   * Whether the framing is ours to say: not of statuses without body (RFC 9110, 15.3.5 and 15.4.5),
   * and not of what an upstream answered to HEAD.
   */
  private boolean isFramed(int code, StreamBody body) {
    return code != Status.NO_CONTENT.code()
        && code != Status.NOT_MODIFIED.code()
        && (!request.isHead() || body.lengthBytes().isPresent());
  }

  private void stream(ResponseHead fields, StreamBody body, boolean framed) {
    keepAlive = keepAlive && connection.isRequestWhole();
    OptionalLong length = body.lengthBytes();
    boolean chunked = framed && length.isEmpty() && request.http11() && body.isFramed();
    if (chunked) {
      fields.field("Transfer-Encoding", "chunked");
    } else if (framed && length.isPresent()) {
      fields.length(length.getAsLong());
    } else if (framed) {
      keepAlive = false; // Closing the connection marks the end of the body.
    }
    ByteBuf head = end(fields);
    headBytes = head.readableBytes();
    if (!framed || request.isHead()) {
      body.close();
      start(new BytesTransfer(wire, head, headBytes, this::ended));
    } else {
      StreamFraming framing = chunked ? new ChunkedFraming() : StreamFraming.NONE;
      start(new StreamTransfer(wire, head, body, framing, this::ended));
    }
  }

  private ByteBuf end(ResponseHead head) {
    return head.end(keepAlive, request.http11());
  }

  private ByteBuf buffer(int bodyBytes) {
    return ResponseHead.buffer(wire.memory(), bodyBytes);
  }

  private ResponseHead begin(Answer.OfVersion answer, ByteBuf buffer) {
    return ResponseHead.of(answer.hold().version(), buffer, answer.status(), loop.fields())
        .digests(answer.digests());
  }

  private void send(Hold hold, ByteBuf head, List<Segment> body) {
    headBytes = head.readableBytes();
    if (request.isHead() || body.isEmpty()) {
      hold.close();
      start(new BytesTransfer(wire, head, headBytes, this::ended));
    } else {
      start(exchange.site().transfers().of(wire, head, hold, body, this::ended));
    }
  }

  private void send(Hold hold, ByteBuffer head, ByteRange range) {
    headBytes = head.remaining();
    start(
        exchange.site().transfers().of(wire, head, hold, range, loop.loop().fences(), this::ended));
  }

  private void start(Transfer started) {
    transfer = started;
    started.start();
  }

  /** Whether the client was slower than the minimum rate; call it several times in a period. */
  boolean isTakenTooSlowly(long nowNanos, LimitSettings limits) {
    if (transfer == null || !transfer.isSending()) {
      rate = null;
      return false;
    }
    if (rate == null) {
      rate = new ClientRate(limits);
    }
    return rate.isTooSlow(nowNanos, transfer.handedBytes() - wire.unackedBytes());
  }

  @Override
  public void reset(Ending why) {
    if (over) {
      return;
    }
    if (transfer != null) {
      transfer.abort(why);
    }
    wire.reset();
    ended(new Transfer.Ended(why, transfer == null ? 0 : transfer.handedBytes(), Optional.empty()));
  }

  private void ended(Transfer.Ended how) {
    if (over) {
      return;
    }
    over = true;
    if (observer != null) {
      observer.ended(headBytes, how);
    }
    connection.answered(keepAlive && how.ending() == Ending.COMPLETED);
  }
}

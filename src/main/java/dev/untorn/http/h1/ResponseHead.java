package dev.untorn.http.h1;

import dev.untorn.delivery.DigestFields;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a response's head (RFC 9112, 4 and 5). All values are the program's own: unchecked. */
final class ResponseHead {
  /** Enough for most heads. */
  private static final int SIZE_BYTES = 512;

  private static final Map<Status, byte[]> STATUS_LINES = statusLines();

  private final ByteBuf head;
  private final ResponseFieldCache fields;

  private ResponseHead(ByteBuf empty, ResponseFieldCache fields) {
    this.head = empty;
    this.fields = fields;
  }

  /** Begins a head of this server's own in a buffer, which {@link #end} returns. */
  static ResponseHead own(ByteBuf empty, Status status, ResponseFieldCache fields) {
    ResponseHead begun = new ResponseHead(empty, fields);
    empty.writeBytes(statusLine(status)).writeBytes(fields.dateLines());
    return begun;
  }

  /** Begins a head about a version: an upstream's object has its upstream's Server and Date. */
  static ResponseHead of(Version version, ByteBuf empty, Status status, ResponseFieldCache fields) {
    if (version.representation().upstream().isEmpty()) {
      return own(empty, status, fields);
    }
    empty.writeBytes(statusLine(status));
    return new ResponseHead(empty, fields);
  }

  /** Begins a head of an upstream's, with all its fields. */
  static ResponseHead relayed(ByteBuf empty, int code, Fields relayed, ResponseFieldCache fields) {
    ResponseHead begun = new ResponseHead(empty, fields);
    String reason = HttpResponseStatus.valueOf(code).reasonPhrase();
    ByteBufUtil.writeAscii(empty, "HTTP/1.1 " + code + " " + reason + "\r\n");
    return begun.fields(relayed.lines());
  }

  private static Map<Status, byte[]> statusLines() {
    Map<Status, byte[]> lines = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      String line = "HTTP/1.1 " + status.code() + " " + status.reason() + "\r\n";
      lines.put(status, line.getBytes(StandardCharsets.US_ASCII));
    }
    return lines;
  }

  static byte[] statusLine(Status status) {
    return Objects.requireNonNull(STATUS_LINES.get(status));
  }

  /** A buffer for a head, and {@code bodyBytes} of a body copied behind it. */
  static ByteBuf buffer(ByteBufAllocator allocator, int bodyBytes) {
    return allocator.directBuffer(SIZE_BYTES + bodyBytes);
  }

  ResponseHead whole(Version version) {
    head.writeBytes(fields.of(version).whole());
    return content(version, version.lengthBytes());
  }

  ResponseHead content(Version version, long lengthBytes) {
    return content(version, version.representation().mediaType(), lengthBytes);
  }

  ResponseHead content(Version version, String mediaType, long lengthBytes) {
    fields.of(version).writeAll(head);
    if (!mediaType.isEmpty()) { // An upstream may name none.
      field("Content-Type", mediaType);
    }
    return age(version).length(lengthBytes);
  }

  ResponseHead validators(Version version) {
    fields.of(version).writeValidators(head);
    return age(version);
  }

  /** Of an upstream's object (RFC 9111, 5.1). */
  private ResponseHead age(Version version) {
    version
        .representation()
        .upstream()
        .ifPresent(upstream -> field("Age", Long.toString(fields.age(upstream.bornMillis()))));
    return this;
  }

  ResponseHead digests(DigestFields digests) {
    digests.repr().ifPresent(digest -> field("Repr-Digest", digest.toString()));
    digests.content().ifPresent(digest -> field("Content-Digest", digest.toString()));
    return this;
  }

  ResponseHead length(long bytes) {
    ByteBufUtil.writeAscii(head, "Content-Length: ");
    writeDecimal(bytes);
    return lineEnd();
  }

  ResponseHead contentRange(ByteRange range, long completeBytes) {
    ByteBufUtil.writeAscii(head, "Content-Range: bytes ");
    writeDecimal(range.first());
    head.writeByte('-');
    writeDecimal(range.last());
    head.writeByte('/');
    writeDecimal(completeBytes);
    return lineEnd();
  }

  ResponseHead fields(List<Field> all) {
    all.forEach(each -> field(each.name(), each.value()));
    return this;
  }

  ResponseHead field(String name, String value) {
    ByteBufUtil.writeAscii(head, name);
    head.writeByte(':').writeByte(' ');
    ByteBufUtil.writeAscii(head, value);
    return lineEnd();
  }

  /** Ends the head; writes Connection if it is not the protocol's default. */
  ByteBuf end(boolean keepAlive, boolean http11) {
    if (!keepAlive) {
      ByteBufUtil.writeAscii(head, "Connection: close\r\n");
    } else if (!http11) {
      ByteBufUtil.writeAscii(head, "Connection: keep-alive\r\n");
    }
    return head.writeByte('\r').writeByte('\n');
  }

  private ResponseHead lineEnd() {
    head.writeByte('\r').writeByte('\n');
    return this;
  }

  private void writeDecimal(long number) {
    ByteBufUtil.writeAscii(head, Long.toString(number));
  }
}

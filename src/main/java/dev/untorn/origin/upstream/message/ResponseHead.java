package dev.untorn.origin.upstream.message;

import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a response's head says, checked where Netty does not. */
public sealed interface ResponseHead {
  /**
   * A head that can be relied on.
   *
   * @param lengthBytes of the body, where that is known beforehand
   * @param spanBytes of the one range that a 206 holds
   */
  record Sound(
      int status, Fields fields, Framing framing, OptionalLong lengthBytes, OptionalLong spanBytes)
      implements ResponseHead {
    /** Whether the head allows a body of this length. */
    public boolean permits(long bodyBytes) {
      return lengthBytes.orElse(bodyBytes) == bodyBytes && spanBytes.orElse(bodyBytes) == bodyBytes;
    }
  }

  /** Must not be believed. */
  record Unsound(String reason) implements ResponseHead {}

  static ResponseHead of(String method, HttpResponse response) {
    int status = response.status().code();
    HttpHeaders headers = response.headers();
    if (status == 101) {
      return new Unsound("the upstream switched protocols, which was not requested");
    }
    if (status == 407) {
      // Of a proxy of ours; clients would take it for one of theirs (RFC 9110, 11.7.1).
      return new Unsound("a proxy on the way to it wants credentials (407)");
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    OptionalLong length;
    Framing framing;
    if (method.equals("HEAD") || status == 204 || status == 304) {
      framing = Framing.NONE;
      length = OptionalLong.of(0);
    } else if (!codings.isEmpty()) {
      // No TE was sent, so nothing but chunks is permitted (RFC 9112, 7.4).
      if (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked")) {
        return new Unsound("Transfer-Encoding: " + String.join(", ", codings));
      }
      framing = Framing.CHUNKED;
      length = OptionalLong.empty();
    } else if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      // Netty has refused lengths that are no number or contradict each other.
      framing = Framing.LENGTH;
      length = OptionalLong.of(Long.parseLong(headers.get(HttpHeaderNames.CONTENT_LENGTH)));
    } else {
      framing = Framing.CLOSE;
      length = OptionalLong.empty();
    }
    OptionalLong span = framing == Framing.NONE ? OptionalLong.empty() : span(status, headers);
    if (span.isPresent() && length.isPresent() && span.getAsLong() != length.getAsLong()) {
      return new Unsound(
          "a 206 of %d bytes whose Content-Range names %d"
              .formatted(length.getAsLong(), span.getAsLong()));
    }
    return new Sound(status, fields(headers), framing, length, span);
  }

  private static OptionalLong span(int status, HttpHeaders headers) {
    List<String> ranges = headers.getAll(HttpHeaderNames.CONTENT_RANGE);
    if (status != 206 || ranges.size() != 1) {
      return OptionalLong.empty();
    }
    Optional<ContentRange> range = ContentRange.parse(ranges.getFirst());
    return range.isPresent() ? OptionalLong.of(range.get().lengthBytes()) : OptionalLong.empty();
  }

  static Fields fields(HttpHeaders headers) {
    List<Field> lines = new ArrayList<>(headers.size());
    for (Map.Entry<String, String> line : headers) {
      lines.add(new Field(line.getKey(), line.getValue()));
    }
    return Fields.of(lines);
  }
}

package dev.untorn.http;

import dev.untorn.delivery.Accept;
import dev.untorn.origin.Folder;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A body made here, not read from a file. */
final class Document {
  private static final Document EMPTY = new Document("", new byte[0]);

  private final String mediaType;
  private final byte[] bytes;

  private Document(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  static Document empty() {
    return EMPTY;
  }

  /** A folder in the form the client likes best. May take milliseconds: for workers. */
  static Document ofFolder(Folder folder, String query, HttpHeaders headers) {
    ListingOrder order = ListingOrder.fromQuery(query);
    if (!Accept.prefersJson(headers)) {
      return new Document(Page.MEDIA_TYPE, ListingPage.encode(folder, order));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ListingJson.write(folder, order, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new Document(ListingJson.MEDIA_TYPE, out.toByteArray());
  }

  /** A problem in the form the client likes best. */
  static Document ofProblem(Problem problem, HttpHeaders headers) {
    return Accept.prefersJson(headers)
        ? new Document(ProblemPage.JSON_MEDIA_TYPE, ProblemPage.json(problem))
        : new Document(Page.MEDIA_TYPE, ProblemPage.html(problem));
  }

  int lengthBytes() {
    return bytes.length;
  }

  void writeFields(ResponseHead head) {
    if (!mediaType.isEmpty()) {
      head.field("Content-Type", mediaType)
          .field("Vary", "Accept")
          .field("X-Content-Type-Options", "nosniff")
          .field("Content-Security-Policy", Page.CONTENT_SECURITY_POLICY);
    }
    head.length(bytes.length);
  }

  void writeBytes(ByteBuf to) {
    to.writeBytes(bytes);
  }
}

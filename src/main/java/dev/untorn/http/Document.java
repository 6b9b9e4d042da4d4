package dev.untorn.http;

import dev.untorn.delivery.Accept;
import dev.untorn.delivery.BytesTransfer;
import dev.untorn.delivery.Pieces;
import dev.untorn.delivery.PiecesTransfer;
import dev.untorn.delivery.Transfer;
import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.origin.ListingMemory;
import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A body made here, not read from a file. */
final class Document {
  private static final Document EMPTY = new Document("", new byte[0]);

  /** Beyond so many a listing is made while it is sent; up to them it is some 100 KB. */
  private static final int ENTRIES_AT_ONCE_MAX = 512;

  private final String mediaType;
  private final byte[] bytes;
  private final Optional<Pieces> pieces;

  private Document(String mediaType, byte[] bytes) {
    this(mediaType, bytes, Optional.empty());
  }

  private Document(String mediaType, byte[] bytes, Optional<Pieces> pieces) {
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.pieces = pieces;
  }

  static Document empty() {
    return EMPTY;
  }

  /**
   * A folder in the form the client likes best. May take a second: for workers.
   *
   * @param memory what the folder takes; closed with its pieces, or before this returns
   */
  static Document ofFolder(
      Folder folder, ListingMemory.Charge memory, String query, HttpHeaders headers) {
    ListingOrder order = ListingOrder.fromQuery(query);
    ListingFormat format =
        Accept.prefersJson(headers) ? new ListingJson(folder) : new ListingPage(folder, order);
    List<Entry> entries = order.sorted(folder.entries());
    if (entries.size() > ENTRIES_AT_ONCE_MAX) {
      Pieces pieces = new ListingBody(format, entries, memory::close);
      return new Document(format.mediaType(), new byte[0], Optional.of(pieces));
    }
    memory.close();
    return new Document(format.mediaType(), ListingBody.whole(format, entries));
  }

  /** A problem in the form the client likes best. */
  static Document ofProblem(Problem problem, HttpHeaders headers) {
    return Accept.prefersJson(headers)
        ? new Document(ProblemPage.JSON_MEDIA_TYPE, ProblemPage.json(problem))
        : new Document(Page.MEDIA_TYPE, ProblemPage.html(problem));
  }

  /** Of what is made already. */
  int readyBytes() {
    return bytes.length;
  }

  /** It will not be sent. */
  void discard() {
    pieces.ifPresent(Pieces::close);
  }

  /**
   * Sends it behind its head.
   *
   * @param response the head, with room for what is made already
   */
  Transfer transfer(
      UnixChannel channel, ByteBuf response, boolean headOnly, Consumer<Transfer.Ended> whenEnded) {
    int headBytes = response.readableBytes();
    if (pieces.isPresent() && !headOnly) {
      return new PiecesTransfer(channel, response, pieces.get(), whenEnded);
    }
    discard();
    return new BytesTransfer(
        channel, headOnly ? response : response.writeBytes(bytes), headBytes, whenEnded);
  }

  void writeFields(ResponseHead head) {
    if (!mediaType.isEmpty()) {
      head.field("Content-Type", mediaType)
          .field("Vary", "Accept")
          .field("X-Content-Type-Options", "nosniff")
          .field("Content-Security-Policy", Page.CONTENT_SECURITY_POLICY);
    }
    head.length(pieces.map(Pieces::lengthBytes).orElse((long) bytes.length));
  }
}

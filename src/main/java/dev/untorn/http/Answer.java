package dev.untorn.http;

import dev.untorn.delivery.DigestFields;
import dev.untorn.delivery.transfer.StreamBody;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Status;
import dev.untorn.version.Hold;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a request gets, whatever protocol it came by. A {@link ResponseSink} adds the fields that
 * its protocol has for a version, for a length and for the connection.
 */
public sealed interface Answer {
  Status status();

  /** Releases what the answer holds, because it will not be sent. */
  default void discard() {}

  /** An answer about a version, which the sink's fields come from. The sink closes the hold. */
  sealed interface OfVersion extends Answer {
    Hold hold();

    DigestFields digests();

    @Override
    default Status status() {
      return switch (this) {
        case Whole _ -> Status.OK;
        case Part _, Parts _ -> Status.PARTIAL_CONTENT;
        case NotModified _ -> Status.NOT_MODIFIED;
      };
    }

    @Override
    default void discard() {
      hold().close();
    }
  }

  /** All bytes of a version. */
  record Whole(Hold hold, DigestFields digests) implements OfVersion {}

  /** One range of a version. */
  record Part(Hold hold, DigestFields digests, ByteRange range) implements OfVersion {}

  /** Several ranges of a version, as multipart/byteranges. */
  record Parts(Hold hold, DigestFields digests, List<ByteRange> ranges) implements OfVersion {}

  /** No body: the client has this version already. */
  record NotModified(Hold hold, DigestFields digests) implements OfVersion {}

  /**
   * A body made here, of known length: a problem, a redirect, a short listing.
   *
   * @param fields all but those of length and connection
   * @param body read-only; its position is not moved
   */
  record Document(Status status, List<Field> fields, ByteBuffer body) implements Answer {}

  /**
   * A body made while it is sent. The sink closes it.
   *
   * @param fields all but those of length and connection
   */
  record Stream(Status status, List<Field> fields, StreamBody body) implements Answer {
    @Override
    public void discard() {
      body.close();
    }
  }

  /** A header field. Nothing validates it: the program wrote or encoded both parts itself. */
  record Field(String name, String value) {}
}

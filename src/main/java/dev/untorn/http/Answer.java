package dev.untorn.http;

import dev.untorn.delivery.DigestFields;
import dev.untorn.origin.StreamBody;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import dev.untorn.version.Hold;
import java.nio.ByteBuffer;
import java.util.List;

/** The answer to a request. A {@link ResponseSink} adds fields of version and connection. */
public sealed interface Answer {
  /** The code, for the receipt. */
  int code();

  /** Releases what the answer holds; call it if the answer is not sent. */
  default void discard() {}

  /** An answer about a version, whose header fields the sink adds. The sink closes the hold. */
  sealed interface OfVersion extends Answer {
    Hold hold();

    DigestFields digests();

    @Override
    default int code() {
      return status().code();
    }

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

  record Whole(Hold hold, DigestFields digests) implements OfVersion {}

  record Part(Hold hold, DigestFields digests, ByteRange range) implements OfVersion {}

  /** Several ranges, sent as multipart/byteranges. */
  record Parts(Hold hold, DigestFields digests, List<ByteRange> ranges) implements OfVersion {}

  /** 304: the client has this version already. */
  record NotModified(Hold hold, DigestFields digests) implements OfVersion {}

  /**
   * A body of known length made by the server: a problem, a redirect, a short listing. The sink
   * adds fields of length and connection; it neither changes the body nor moves its position.
   */
  record Document(Status status, List<Field> fields, ByteBuffer body) implements Answer {
    @Override
    public int code() {
      return status.code();
    }
  }

  /**
   * An upstream's own answer, or a stored one, with its fields. The sink adds fields of the length
   * and the connection; it closes the body.
   */
  record Relayed(int code, Fields fields, StreamBody body) implements Answer {
    @Override
    public void discard() {
      body.close();
    }
  }

  /** A body generated while it is sent. The sink adds fields of the length, and closes it. */
  record Stream(Status status, List<Field> fields, StreamBody body) implements Answer {
    @Override
    public int code() {
      return status.code();
    }

    @Override
    public void discard() {
      body.close();
    }
  }
}

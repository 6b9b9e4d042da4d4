package dev.untorn.origin.s3;

import dev.untorn.origin.s3.checksum.WholeChecksum;
import dev.untorn.semantics.Fields;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The fields of an object's response, as HTTP has them: none of S3's own but the version. */
final class ObjectFields {
  /** Names the version of an object, in a response; and in a request's conditions, to get that. */
  static final String VERSION = "x-amz-version-id";

  /** What S3 answers for objects of a bucket without versions, and from before it had some. */
  private static final String NO_VERSION = "null";

  /** Objects vary by nothing that a client sends; so Vary, which S3 has with CORS, is not kept. */
  private static final Set<String> KEPT =
      Set.of(
          "cache-control",
          "connection",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "etag",
          "expires",
          "keep-alive",
          "last-modified",
          "transfer-encoding",
          VERSION);

  private static final String SHA_256 = "x-amz-checksum-sha256";
  private static final int SHA_256_BYTES = 32;
  private static final int OK = 200;

  private ObjectFields() {}

  /** Those of a response with an object, a part of one, or about one. */
  static Fields of(int status, Fields received) {
    Fields kept =
        received.without(name ->
            !KEPT.contains(name)
                || (name.equals(VERSION) && NO_VERSION.equals(received.first(VERSION))));
    return status == OK
        ? sha256(received)
            .map(digest -> kept.with("Repr-Digest", "sha-256=:" + digest + ":"))
            .orElse(kept)
        : kept;
  }

  private static Optional<String> sha256(Fields received) {
    return WholeChecksum.of(received, SHA_256)
        .filter(digest -> digest.length == SHA_256_BYTES)
        .map(Base64.getEncoder()::encodeToString);
  }
}

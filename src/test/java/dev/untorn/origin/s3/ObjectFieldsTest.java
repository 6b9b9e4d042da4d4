package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.api.Test;

final class ObjectFieldsTest {
  private static final String SHA_256 = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";

  @Test
  void clients_get_what_http_has_and_nothing_of_the_service() {
    assertEquals(
        Fields.of(
            "ETag",
            "\"a\"",
            "Content-Type",
            "text/plain",
            "Cache-Control",
            "max-age=60",
            "x-amz-version-id",
            "3sL4"),
        ObjectFields.of(
            200,
            Fields.of(
                "ETag",
                "\"a\"",
                "x-amz-request-id",
                "1",
                "Content-Type",
                "text/plain",
                "Server",
                "AmazonS3",
                "Vary",
                "Origin",
                "Cache-Control",
                "max-age=60",
                "Set-Cookie",
                "a=b",
                "x-amz-meta-owner",
                "me",
                "x-amz-version-id",
                "3sL4")));
  }

  @Test
  void the_version_of_a_bucket_without_versions_is_none() {
    assertEquals(Fields.NONE, ObjectFields.of(200, Fields.of("x-amz-version-id", "null")));
  }

  @Test
  void a_checksum_of_all_bytes_is_a_digest() {
    Fields digest = Fields.of("Repr-Digest", "sha-256=:" + SHA_256 + ":");
    assertEquals(digest, ObjectFields.of(200, Fields.of("x-amz-checksum-sha256", SHA_256)));
    assertEquals(
        digest,
        ObjectFields.of(
            200,
            Fields.of("x-amz-checksum-sha256", SHA_256, "x-amz-checksum-type", "FULL_OBJECT")));
  }

  @Test
  void a_checksum_of_checksums_or_of_a_part_is_none() {
    assertEquals(
        Fields.NONE, ObjectFields.of(200, Fields.of("x-amz-checksum-sha256", SHA_256 + "-4")));
    assertEquals(
        Fields.NONE,
        ObjectFields.of(
            200, Fields.of("x-amz-checksum-sha256", SHA_256, "x-amz-checksum-type", "COMPOSITE")));
    assertEquals(Fields.NONE, ObjectFields.of(206, Fields.of("x-amz-checksum-sha256", SHA_256)));
    assertEquals(Fields.NONE, ObjectFields.of(200, Fields.of("x-amz-checksum-sha256", "AAAA")));
    assertEquals(Fields.NONE, ObjectFields.of(200, Fields.of("x-amz-checksum-sha256", "no!")));
  }
}

package dev.untorn.lab.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The fields of S3's own in responses about an object (Amazon S3 API Reference, GetObject). */
final class BucketFields {
  private BucketFields() {}

  static List<String> of(OriginObject object, ObjectVersion version) {
    List<String> fields = new ArrayList<>();
    fields.add("Accept-Ranges: bytes");
    fields.add("Server: AmazonS3");
    fields.add("x-amz-request-id: LAB");
    if (object.kind() != OriginKind.S3_PLAIN) {
      fields.add("x-amz-version-id: " + versionId(version));
    }
    return fields;
  }

  /** Of a whole object, for those who ask for it. */
  static List<String> checksum(
      OriginRequest request,
      OriginObject object,
      ObjectVersion version,
      BiFunction<OriginObject, ObjectVersion, String> sha256) {
    boolean asked = request.fields().containsValue("x-amz-checksum-mode", "ENABLED", true);
    return asked && object.namesDigest()
        ? List.of(
            "x-amz-checksum-sha256: " + sha256.apply(object, version),
            "x-amz-checksum-type: FULL_OBJECT")
        : List.of();
  }

  static String versionId(ObjectVersion version) {
    return "v" + version.number();
  }
}

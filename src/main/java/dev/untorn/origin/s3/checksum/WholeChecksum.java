package dev.untorn.origin.s3.checksum;

import dev.untorn.semantics.Fields;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Fields with checksums of objects. That of an object which came in parts may be one of the parts'
 * checksums; then it has their number behind it, and says so in its type.
 */
public final class WholeChecksum {
  private static final String TYPE = "x-amz-checksum-type";
  private static final String OF_THE_WHOLE = "FULL_OBJECT";

  private WholeChecksum() {}

  /** The octets of a checksum of all bytes; empty if the field has none. */
  public static Optional<byte[]> of(Fields fields, String field) {
    String text = fields.single(field);
    String type = fields.first(TYPE);
    if (text == null || (type != null && !type.toUpperCase(Locale.ROOT).equals(OF_THE_WHOLE))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

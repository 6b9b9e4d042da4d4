package dev.untorn.version;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.util.Optional;

/**
 * The meaning of a body's bytes: of a file by its name, of an object as its upstream says.
 *
 * @param negotiated whether another coding might have been chosen (Vary: Accept-Encoding)
 * @param page whether clients that prefer JSON might get a problem instead (Vary: Accept)
 * @param upstream empty for a file
 */
public record Representation(
    String mediaType,
    Coding coding,
    boolean negotiated,
    boolean page,
    Optional<UpstreamHead> upstream) {
  /**
   * What an upstream said of its object besides the bytes, sent on with each response.
   *
   * @param fields without Content-Type, and those of the connection, the length and the age
   * @param bornMillis when the object was of age 0 (RFC 9111, 4.2.3), in milliseconds since the
   *     epoch
   */
  public record UpstreamHead(Fields fields, long bornMillis) {}

  /** A file's. */
  public Representation(String mediaType, Coding coding, boolean negotiated, boolean page) {
    this(mediaType, coding, negotiated, page, Optional.empty());
  }

  /** An object's. Its coding, if any, is the upstream's own business: the bytes are sent as is. */
  public static Representation of(String mediaType, UpstreamHead upstream) {
    return new Representation(mediaType, Coding.IDENTITY, false, false, Optional.of(upstream));
  }
}

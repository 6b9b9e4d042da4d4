package dev.untorn.version;

import dev.untorn.semantics.Coding;
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
  /** A file's. */
  public Representation(String mediaType, Coding coding, boolean negotiated, boolean page) {
    this(mediaType, coding, negotiated, page, Optional.empty());
  }

  /** An object's. Its coding, if any, is the upstream's own business: the bytes are sent as is. */
  public static Representation of(String mediaType, UpstreamHead upstream) {
    return new Representation(mediaType, Coding.IDENTITY, false, false, Optional.of(upstream));
  }
}

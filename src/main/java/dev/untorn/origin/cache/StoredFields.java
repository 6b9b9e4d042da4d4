package dev.untorn.origin.cache;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields of a response are stored, and which a later one replaces (RFC 9111, 3.1, 3.2). */
final class StoredFields {
  /**
   * What describes the stored bytes stays with them: a 304 brings no new ones. 3.2 names
   * Content-Length, and lets a cache keep what its integrity needs.
   */
  private static final Set<String> OF_THE_BYTES =
      Set.of(
          "content-digest",
          "content-encoding",
          "content-length",
          "content-md5",
          "content-range",
          "digest",
          "etag",
          "repr-digest");

  /** They are about the message that brings them: one without them does not leave the old ones. */
  private static final Set<String> OF_THE_MESSAGE = Set.of("age", "cache-status", "via");

  private StoredFields() {}

  /**
   * Without hop-by-hop fields and those that no-cache and private name: these may not be reused
   * without a validation, or by others (5.2.2.4, 5.2.2.7). With a Date (RFC 9110, 6.6.1).
   */
  static Fields of(Fields received, Directives directives, long responseSeconds) {
    Set<String> named = new HashSet<>(directives.fieldNames("no-cache"));
    named.addAll(directives.fieldNames("private"));
    return ForwardedFields.ofResponse(received.without(named::contains), responseSeconds);
  }

  /** The stored fields, each replaced by the newer response's of its name (3.2). */
  static Fields updated(Fields stored, Fields newer) {
    Set<String> replaced = new HashSet<>(OF_THE_MESSAGE);
    for (Field line : newer) {
      replaced.add(line.name().toLowerCase(Locale.ROOT));
    }
    replaced.removeAll(OF_THE_BYTES);
    List<Field> lines = new ArrayList<>(stored.without(replaced::contains).lines());
    lines.addAll(newer.without(OF_THE_BYTES::contains).lines());
    return Fields.of(lines);
  }
}

package dev.untorn.delivery;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_MATCH;

import dev.untorn.delivery.EntityTags.Comparison;
import dev.untorn.version.Hold;
import dev.untorn.version.VersionStore;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Which version of a file a request is for: the current one, unless it names another that is still
 * kept. It names one by the version's own address, which Content-Location gave, or by If-Match, as
 * who goes on with a download does; some programs ask without Range first.
 */
public final class Wanted {
  private static final String PARAMETER = "version=";

  private Wanted() {}

  /** A version's own address is its file's with this query. */
  public static String query(String opaqueTag) {
    return PARAMETER + opaqueTag;
  }

  /**
   * The version to be sent; empty if a named one is no longer kept. Owns the hold on the current
   * one, and closes it when it gives another.
   */
  public static Optional<Hold> of(
      Hold current, String query, HttpHeaders headers, VersionStore store) {
    if (query.startsWith(PARAMETER)) {
      return addressed(current, query.substring(PARAMETER.length()), store);
    }
    String match = Fields.joined(headers, IF_MATCH);
    if (match == null || EntityTags.names(match, current.version().tag(), Comparison.STRONG)) {
      return Optional.of(current);
    }
    Optional<Hold> kept =
        store.pinned(current.name(), tag -> EntityTags.names(match, tag, Comparison.STRONG));
    if (kept.isPresent()) {
      current.close();
      return kept;
    }
    return Optional.of(current); // Whose tag does not match: 412.
  }

  private static Optional<Hold> addressed(Hold current, String opaqueTag, VersionStore store) {
    if (current.version().tag().opaque().equals(opaqueTag)) {
      return Optional.of(current);
    }
    Optional<Hold> kept = store.pinned(current.name(), tag -> tag.opaque().equals(opaqueTag));
    current.close();
    return kept;
  }
}

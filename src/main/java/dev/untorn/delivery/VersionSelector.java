package dev.untorn.delivery;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_MATCH;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.EntityTagList;
import dev.untorn.semantics.EntityTagList.Comparison;
import dev.untorn.semantics.FieldValues;
import dev.untorn.version.Hold;
import dev.untorn.version.VersionStore;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the version of a file for a request: the current one, unless the request names another
 * that is still kept. It names one by the version's own address (from Content-Location), or by
 * If-Match, as clients do to resume a download; some programs do so without Range first.
 */
public final class VersionSelector {
  /** Distinctive: {@code style.css?version=1.2.3} is how pages defeat caches. */
  private static final String PARAMETER = "untorn-version=";

  private VersionSelector() {}

  /** The query of a version's own address. */
  public static String query(String opaqueTag) {
    return PARAMETER + opaqueTag;
  }

  /**
   * The version to send; empty if a named one is no longer kept. Owns the hold on the current one,
   * and closes it if it returns another.
   */
  public static Optional<Hold> of(
      Hold current, String query, HttpHeaders headers, VersionStore store) {
    String opaqueTag = query.isEmpty() ? null : addressedTag(query);
    if (opaqueTag != null) {
      return addressed(current, opaqueTag, store);
    }
    String match = FieldValues.joined(headers, IF_MATCH);
    if (match == null || EntityTagList.names(match, current.version().tag(), Comparison.STRONG)) {
      return Optional.of(current);
    }
    Optional<Hold> kept =
        store.pinned(current, tag -> EntityTagList.names(match, tag, Comparison.STRONG));
    if (kept.isPresent()) {
      current.close();
      return kept;
    }
    return Optional.of(current); // Whose tag does not match: 412.
  }

  /** The tag in a parameter of the query; null if none, or if the value cannot be a tag. */
  private static @Nullable String addressedTag(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(PARAMETER)) {
        String value = parameter.substring(PARAMETER.length());
        return EntityTag.couldBeOpaque(value) ? value : null;
      }
    }
    return null;
  }

  private static Optional<Hold> addressed(Hold current, String opaqueTag, VersionStore store) {
    if (current.version().tag().opaque().equals(opaqueTag)) {
      return Optional.of(current);
    }
    Optional<Hold> kept = store.pinned(current, tag -> tag.opaque().equals(opaqueTag));
    current.close();
    return kept;
  }
}

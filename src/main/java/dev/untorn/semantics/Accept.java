package dev.untorn.semantics;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** Which media type a client prefers for generated documents: listings and errors. */
public final class Accept {
  private static final int EXACT = 3;
  private static final int SUBTYPES = 2;
  private static final int ANYTHING = 1;

  private Accept() {}

  /**
   * Whether JSON is preferred to HTML (RFC 9110, 12.5.1): by weight, and if those are equal, if it
   * is named but HTML is only covered by a wildcard, as in {@code application/json, *}{@code /*}.
   * Else HTML, also for the bare {@code *}{@code /*} of curl and wget: all file servers give them
   * pages, and {@code wget -r} follows the links. application/problem+json counts as JSON.
   * Allocates nothing without the field.
   */
  public static boolean prefersJson(HttpHeaders headers) {
    String field = FieldValues.joined(headers, ACCEPT);
    if (field == null) {
      return false;
    }
    List<QualityValue> ranges = QualityValue.parse(field);
    int json =
        Math.max(
            rank(ranges, "application/", "json"), rank(ranges, "application/", "problem+json"));
    return json > rank(ranges, "text/", "html");
  }

  /** Weight, then how specific its range is; 0 if the type is not acceptable. */
  private static int rank(List<QualityValue> ranges, String type, String subtype) {
    int specific = 0;
    int weight = 0;
    for (QualityValue range : ranges) {
      int matched = specificity(range.name(), type, subtype);
      if (matched > specific) {
        specific = matched;
        weight = range.thousandths();
      } else if (matched == specific && matched > 0) {
        weight = Math.max(weight, range.thousandths());
      }
    }
    return weight == 0 ? 0 : weight * (EXACT + 1) + specific;
  }

  /** How specifically a media range matches a type; 0 if not at all. */
  private static int specificity(String range, String type, String subtype) {
    if (range.equals("*/*")) {
      return ANYTHING;
    }
    if (!range.regionMatches(true, 0, type, 0, type.length())) {
      return 0;
    }
    String rest = range.substring(type.length());
    if (rest.equals("*")) {
      return SUBTYPES;
    }
    return rest.equalsIgnoreCase(subtype) ? EXACT : 0;
  }
}

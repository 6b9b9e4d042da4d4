package dev.untorn.semantics;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a client prefers (RFC 9530, 4): of the whole representation, and of the content
 * of one answer.
 *
 * <p>Answers do not vary by these fields (Vary): a stored answer without a digest, or with another,
 * serves any client, because a preference is not binding.
 */
public record WantedDigests(Optional<DigestAlgorithm> repr, Optional<DigestAlgorithm> content) {
  private static final WantedDigests NONE = new WantedDigests(Optional.empty(), Optional.empty());

  /** Both fields are dictionaries of integers (RFC 9530, 4; RFC 9651, 3.2). */
  private static final Pattern MEMBER = Pattern.compile("([a-z*][a-z0-9_.*-]*)=(\\d{1,2})");

  private static final AsciiString WANT_REPR = AsciiString.cached("want-repr-digest");
  private static final AsciiString WANT_CONTENT = AsciiString.cached("want-content-digest");

  private static final int PREFERENCE_MAX = 10;

  public static WantedDigests of(HttpHeaders headers) {
    String repr = FieldValues.joined(headers, WANT_REPR);
    String content = FieldValues.joined(headers, WANT_CONTENT);
    return repr == null && content == null ? NONE : new WantedDigests(best(repr), best(content));
  }

  /** Whether none is wanted, as nearly always. */
  public boolean isEmpty() {
    return repr.isEmpty() && content.isEmpty();
  }

  /** The shorter of equally preferred ones; none if any member is malformed. */
  private static Optional<DigestAlgorithm> best(@Nullable String field) {
    if (field == null) {
      return Optional.empty();
    }
    Map<String, Integer> preferences = new HashMap<>();
    for (String member : field.split(",", -1)) {
      Matcher parts = MEMBER.matcher(FieldValues.trimmed(member, 0, member.length()));
      if (!parts.matches() || Integer.parseInt(parts.group(2)) > PREFERENCE_MAX) {
        return Optional.empty();
      }
      preferences.put(parts.group(1), Integer.valueOf(parts.group(2)));
    }
    return Arrays.stream(DigestAlgorithm.values())
        .filter(algorithm -> preferences.getOrDefault(algorithm.key(), 0) > 0)
        .max(
            Comparator.<DigestAlgorithm>comparingInt(
                    algorithm -> preferences.getOrDefault(algorithm.key(), 0))
                .thenComparing(Comparator.reverseOrder()));
  }
}

package dev.untorn.origin.proxy.digest;

import dev.untorn.semantics.Fields;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an origin says of a whole body.
 *
 * @param hex the digest, in lower case
 * @param by where it says so: a field, or the URL of a file
 */
public record NamedDigest(Hash hash, String hex, String by) {
  private static final String FIELD = "Repr-Digest";

  /**
   * A member of Repr-Digest: a byte sequence (RFC 9651, 3.3.5), as long as its algorithm's digests.
   */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?:^|,)["
              + " \\t]*(?:sha-256=:(?<a>[A-Za-z0-9+/]{43}=):|sha-512=:(?<b>[A-Za-z0-9+/]{86}==):)");

  /** All that are understood of a head's or a trailer's fields (RFC 9530, 3). */
  public static Set<NamedDigest> of(Fields fields) {
    Set<NamedDigest> named = new LinkedHashSet<>();
    String text = fields.joined(FIELD);
    Matcher member = MEMBER.matcher(text == null ? "" : text);
    while (member.find()) {
      String shorter = member.group("a");
      named.add(
          shorter == null
              ? decoded(Hash.SHA_512, member.group("b"))
              : decoded(Hash.SHA_256, shorter));
    }
    return named;
  }

  /**
   * Whether two heads are about the same bytes, for all that their origins say: a digest is the
   * same, and none differs.
   */
  public static boolean agree(Fields one, Fields other) {
    Set<NamedDigest> named = of(one);
    Set<NamedDigest> others = of(other);
    return named.stream().anyMatch(others::contains)
        && named.stream()
            .noneMatch(each ->
                others.stream()
                    .anyMatch(its -> its.hash == each.hash && !its.hex.equals(each.hex)));
  }

  private static NamedDigest decoded(Hash hash, String base64) {
    return new NamedDigest(
        hash, HexFormat.of().formatHex(Base64.getDecoder().decode(base64)), FIELD);
  }

  /** How bytes with another digest are told from those that are named, for the operator. */
  String difference(String actual) {
    return "its %s is %s, and %s says %s".formatted(hash.algorithm(), actual, by, hex);
  }

  /** The name of the field or file. */
  String file() {
    String path = by.replaceFirst("\\?.*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package dev.untorn.origin.proxy;

import dev.untorn.semantics.Fields;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an upstream says of the digest of a whole body (RFC 9530, 3). */
sealed interface ContentDigest {
  /** Nothing that is understood. */
  record None() implements ContentDigest {}

  /** A SHA-256. */
  final class Sha256 implements ContentDigest {
    private final byte[] digest;

    Sha256(byte[] digest) {
      this.digest = digest;
    }

    boolean isOf(byte[] actual) {
      return MessageDigest.isEqual(digest, actual);
    }

    @Override
    public String toString() {
      return Arrays.toString(digest);
    }
  }

  /** A member of Repr-Digest: a byte sequence (RFC 8941, 3.3.5). */
  Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]{44}):");

  static ContentDigest of(Fields fields) {
    String text = fields.joined("Repr-Digest");
    Matcher member = SHA_256.matcher(text == null ? "" : text);
    return member.find() ? new Sha256(Base64.getDecoder().decode(member.group(1))) : new None();
  }
}

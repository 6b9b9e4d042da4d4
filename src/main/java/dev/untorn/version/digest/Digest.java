package dev.untorn.version.digest;

import dev.untorn.semantics.DigestAlgorithm;
import java.util.Base64;

/** A hash, in padded Base64 (RFC 4648, 4). */
public record Digest(DigestAlgorithm algorithm, String base64) {
  public static Digest of(DigestAlgorithm algorithm, byte[] hash) {
    return new Digest(algorithm, Base64.getEncoder().encodeToString(hash));
  }

  /** The dictionary member of RFC 9530 (2 and 3): {@code sha-256=:…:}. */
  @Override
  public String toString() {
    return algorithm.key() + "=:" + base64 + ":";
  }
}

package dev.untorn.semantics;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that RFC 9530 (5) calls active. */
public enum DigestAlgorithm {
  SHA_256("sha-256", "SHA-256"),
  SHA_512("sha-512", "SHA-512");

  private final String key;
  private final String javaName;

  DigestAlgorithm(String key, String javaName) {
    this.key = key;
    this.javaName = javaName;
  }

  /** Its key in the registry of RFC 9530 (7.2). */
  public String key() {
    return key;
  }

  public MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + javaName, e);
    }
  }
}

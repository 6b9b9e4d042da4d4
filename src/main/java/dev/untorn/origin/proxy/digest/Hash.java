package dev.untorn.origin.proxy.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What digests of origins are made by. */
public enum Hash {
  SHA_256("SHA-256"),
  SHA_512("SHA-512");

  private final String javaName;

  Hash(String javaName) {
    this.javaName = javaName;
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + javaName, e);
    }
  }
}

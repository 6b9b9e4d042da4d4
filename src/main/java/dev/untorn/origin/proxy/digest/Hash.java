package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.object.ObjectFill;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What digests of origins are made by. */
public enum Hash {
  /** Tells accidents; whoever makes an object can make another one with the same digest. */
  SHA_1("SHA-1", 40, ".sha1"),
  SHA_256("SHA-256", 64, ".sha256"),
  SHA_512("SHA-512", 128, ".sha512");

  private final String javaName;
  private final Pattern hex;
  private final String suffix;

  Hash(String javaName, int digits, String suffix) {
    this.javaName = javaName;
    this.hex = Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{" + digits + "}(?![0-9A-Za-z])");
    this.suffix = suffix;
  }

  /**
   * The target of the file that says the digest of another one, with its query; empty for such a
   * file itself, and for a directory.
   */
  public Optional<String> beside(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return path.endsWith(suffix) || path.endsWith("/")
        ? Optional.empty()
        : Optional.of(path + suffix + target.substring(path.length()));
  }

  /** As people call it. */
  String algorithm() {
    return javaName;
  }

  /** The first digest in a text: alone, before a name or behind one, as sha256sum writes it. */
  Optional<String> find(String text) {
    Matcher found = hex.matcher(text);
    return found.find() ? Optional.of(found.group().toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /**
   * The digest of what is there of a fill, in hexadecimal; but for SHA-256 that is read again. On a
   * worker.
   */
  String of(ObjectFill fill) throws IOException {
    byte[] digest =
        switch (this) {
          case SHA_256 -> fill.sha256();
          case SHA_1, SHA_512 -> fill.digest(begin());
        };
    return HexFormat.of().formatHex(digest);
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + javaName, e);
    }
  }
}

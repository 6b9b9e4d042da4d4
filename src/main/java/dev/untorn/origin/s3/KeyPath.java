package dev.untorn.origin.s3;

import dev.untorn.text.PathBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client's path as the path of an object's key. Each key has one: all but the unreserved
 * characters of RFC 3986, 2.3, and slashes are percent-encoded, as Signature Version 4 demands. So
 * no object is stored twice because clients write its name in different ways.
 */
public sealed interface KeyPath {
  /**
   * The path of a key.
   *
   * @param text begins with a slash; what follows is the key, encoded
   */
  record Canonical(String text) implements KeyPath {
    private static final String SLASH = "/";

    /** Whether it is of a folder: of all keys that begin so. */
    public boolean isFolder() {
      return text.endsWith(SLASH);
    }
  }

  /** No object has such a key: keys are UTF-8. */
  record NoKey() implements KeyPath {}

  /**
   * It has a name {@code .} or {@code ..}, which could lead out of the prefix at a server that
   * keeps objects in files.
   */
  record Upward() implements KeyPath {}

  /** No path of a URL; the reason is a sentence for people. */
  record Malformed(String reason) implements KeyPath {}

  /** Of a path that begins with a slash, and a query, which names no object. */
  static KeyPath of(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    if (isCanonical(path)) {
      return new Canonical(path);
    }
    StringBuilder octets = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i);
      if (octet == '%') {
        octet = i + 2 < path.length() ? hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)) : -1;
        i += 2;
      }
      if (octet <= 0 || octet > 0xff) {
        return new Malformed("The path has a broken percent-encoding.");
      }
      octets.append((char) octet);
    }
    return ofDecoded(octets.toString());
  }

  private static KeyPath ofDecoded(String octets) {
    for (String name : octets.split("/", -1)) {
      if (name.equals(".") || name.equals("..")) {
        return new Upward();
      }
    }
    try {
      var _ =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CharacterCodingException e) {
      return new NoKey();
    }
    return new Canonical(encode(octets, true));
  }

  /** The path of a key as S3 tells it. */
  static String encodedKey(String key) {
    return encode(PathBytes.of(key), true);
  }

  /** The key that a canonical path names. */
  static String decodedKey(String path) {
    StringBuilder octets = new StringBuilder(path.length());
    for (int i = 1; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        octets.append((char) (hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2))));
        i += 2;
      } else {
        octets.append(c);
      }
    }
    return PathBytes.text(octets.toString());
  }

  /** As a value in a query. */
  static String encodedValue(String text) {
    return encode(PathBytes.of(text), false);
  }

  private static String encode(String octets, boolean isPath) {
    StringBuilder encoded = new StringBuilder(octets.length() + 16);
    for (int i = 0; i < octets.length(); i++) {
      char octet = octets.charAt(i);
      if (isUnreserved(octet) || (isPath && octet == '/')) {
        encoded.append(octet);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) octet));
      }
    }
    return encoded.toString();
  }

  /** Most are: then nothing is made anew. */
  private static boolean isCanonical(String path) {
    boolean first = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/') {
        first = true;
      } else if (!isUnreserved(c) || (first && c == '.')) {
        return false; // Names that begin with a dot are looked at.
      } else {
        first = false;
      }
    }
    return true;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** The digit's value; negative if invalid, and so is any number combined with it. */
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}

package dev.untorn.origin.object.record;

/**
 * The name of a record: hexadecimal digits of a SHA-256 of its key, and then of all that makes the
 * record. The first byte is its folder, so all records of a key are in one. A body's name is that
 * of its record and the SHA-256 of its bytes, so no two records share a body.
 */
public record ObjectName(String hash) {
  public static final String OBJECTS = "objects";
  public static final int FOLDERS = 256;

  /** Of a SHA-256 in hexadecimal. */
  public static final int HASH_LENGTH = 64;

  /** Follows the name of a key's primary record. */
  public static final String KEY = ".key";

  private static final int FOLDER_LENGTH = 2;

  /** Digits that all records of a key have in common. */
  private static final int KEY_LENGTH = 16;

  private static final int HEXADECIMAL = 16;

  /** The name of another record of the same key. */
  ObjectName withRest(String sha256) {
    return new ObjectName(hash.substring(0, KEY_LENGTH) + sha256.substring(KEY_LENGTH));
  }

  /** Of its key alone: other keys have other ones, but for accidents. */
  public long keyHash() {
    return Long.parseUnsignedLong(hash, 0, KEY_LENGTH, HEXADECIMAL);
  }

  public static String folder(int index) {
    return "%s/%02x".formatted(OBJECTS, index);
  }

  public int folderIndex() {
    return Integer.parseInt(hash.substring(0, FOLDER_LENGTH), HEXADECIMAL);
  }

  public String folder() {
    return OBJECTS + "/" + hash.substring(0, FOLDER_LENGTH);
  }

  public String path() {
    return folder() + "/" + hash;
  }

  public String keyPath() {
    return path() + KEY;
  }

  public String bodyPath(String sha256) {
    return path() + "." + sha256;
  }
}

package dev.untorn.origin.object.record;

/**
 * The name of a record: a SHA-256 in hexadecimal, whose first byte is its folder. A body's name is
 * that of its record and the SHA-256 of its bytes, so no two records share a body.
 */
public record ObjectName(String hash) {
  public static final String OBJECTS = "objects";
  public static final int FOLDERS = 256;

  /** Of a SHA-256 in hexadecimal. */
  public static final int HASH_LENGTH = 64;

  /** Follows the name of a key's primary record. */
  public static final String KEY = ".key";

  private static final int FOLDER_LENGTH = 2;

  public static String folder(int index) {
    return "%s/%02x".formatted(OBJECTS, index);
  }

  public int folderIndex() {
    return Integer.parseInt(hash.substring(0, FOLDER_LENGTH), 16);
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

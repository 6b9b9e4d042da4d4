package dev.untorn.origin.object;

/**
 * The name of a record: a SHA-256 in hexadecimal, whose first byte is its folder. A body's name is
 * that of its record and the SHA-256 of its bytes, so no two records share a body.
 */
record ObjectName(String hash) {
  static final String OBJECTS = "objects";
  static final int FOLDERS = 256;

  /** Of a SHA-256 in hexadecimal. */
  static final int HASH_LENGTH = 64;

  private static final int FOLDER_LENGTH = 2;

  static String folder(int index) {
    return "%s/%02x".formatted(OBJECTS, index);
  }

  int folderIndex() {
    return Integer.parseInt(hash.substring(0, FOLDER_LENGTH), 16);
  }

  String folder() {
    return OBJECTS + "/" + hash.substring(0, FOLDER_LENGTH);
  }

  String path() {
    return folder() + "/" + hash;
  }

  String bodyPath(String sha256) {
    return path() + "." + sha256;
  }
}

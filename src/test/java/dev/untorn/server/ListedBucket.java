package dev.untorn.server;

/** Listings as S3 gives them. */
final class ListedBucket {
  private ListedBucket() {}

  static String object(String key) {
    return "<Contents><Key>%s</Key><LastModified>2026-11-28T09:43:52.123Z</LastModified><Size>7</Size></Contents>"
        .formatted(key);
  }

  static String folderOf(String prefix) {
    return "<CommonPrefixes><Prefix>" + prefix + "</Prefix></CommonPrefixes>";
  }

  static String listing(String... elements) {
    String document =
        "<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>"
            + "<EncodingType>url</EncodingType>"
            + String.join("", elements)
            + "</ListBucketResult>";
    return "HTTP/1.1 200 OK\r\nContent-Length: " + document.length() + "\r\n\r\n" + document;
  }
}

package dev.untorn.delivery;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The framing of a multipart/byteranges body (RFC 9110, 14.6): a head before each range, and the
 * end. Immutable but for the arrays it hands out, which nobody may write to.
 */
public final class Multipart {
  /**
   * 128 random bits. A file holds them by accident never, and, since nobody can guess them, on
   * purpose never: so files need not be searched for the boundary.
   */
  private static final int BOUNDARY_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String boundary;
  private final List<byte[]> heads;
  private final byte[] end;
  private final long contentLengthBytes;

  private Multipart(String boundary, List<byte[]> heads, byte[] end, long contentLengthBytes) {
    this.boundary = boundary;
    this.heads = heads;
    this.end = end;
    this.contentLengthBytes = contentLengthBytes;
  }

  /**
   * Frames ranges, with a new boundary.
   *
   * @param totalBytes of the representation they are ranges of
   * @param mediaType of that representation
   */
  public static Multipart of(List<ByteRange> ranges, long totalBytes, String mediaType) {
    return of(ranges, totalBytes, mediaType, newBoundary());
  }

  static Multipart of(List<ByteRange> ranges, long totalBytes, String mediaType, String boundary) {
    List<byte[]> heads = new ArrayList<>(ranges.size());
    byte[] end = bytes("\r\n--" + boundary + "--\r\n");
    long length = end.length;
    for (ByteRange range : ranges) {
      String lineEnd = heads.isEmpty() ? "" : "\r\n"; // Belongs to the delimiter (RFC 2046, 5.1.1).
      byte[] head =
          bytes(lineEnd + head(range.first(), range.last(), totalBytes, mediaType, boundary));
      heads.add(head);
      length += head.length + range.lengthBytes();
    }
    return new Multipart(boundary, List.copyOf(heads), end, length);
  }

  /** Value of Content-Type. */
  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  /** Value of Content-Length. */
  public long contentLengthBytes() {
    return contentLengthBytes;
  }

  /** What goes before the bytes of a range, in the order the ranges were given. */
  public byte[] head(int index) {
    return heads.get(index);
  }

  /** What goes behind the bytes of the last range. */
  public byte[] end() {
    return end;
  }

  /** The most bytes another part costs besides those of its range. */
  static int partOverheadBytesMax(long totalBytes, String mediaType) {
    String widest = "f".repeat(2 * BOUNDARY_BYTES);
    return 2 + head(totalBytes, totalBytes, totalBytes, mediaType, widest).length();
  }

  private static String head(
      long first, long last, long totalBytes, String mediaType, String boundary) {
    return "--"
        + boundary
        + "\r\nContent-Type: "
        + mediaType
        + "\r\nContent-Range: bytes "
        + first
        + "-"
        + last
        + "/"
        + totalBytes
        + "\r\n\r\n";
  }

  private static String newBoundary() {
    byte[] bits = new byte[BOUNDARY_BYTES];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

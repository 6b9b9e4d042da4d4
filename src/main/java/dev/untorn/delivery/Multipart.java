package dev.untorn.delivery;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The framing of a multipart/byteranges body (RFC 9110, 14.6): a head before each range, and the
 * end. Immutable.
 */
public final class Multipart {
  /**
   * 128 random bits. A file holds them by accident never, and, since nobody can guess them, on
   * purpose never: so files need not be searched for the boundary.
   */
  private static final int BOUNDARY_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String boundary;
  private final List<Segment> segments;
  private final long contentLengthBytes;

  private Multipart(String boundary, List<Segment> segments, long contentLengthBytes) {
    this.boundary = boundary;
    this.segments = segments;
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
    List<Segment> segments = new ArrayList<>(2 * ranges.size() + 1);
    String end = "\r\n--" + boundary + "--\r\n";
    long length = end.length();
    for (ByteRange range : ranges) {
      String head = head(range.first(), range.last(), totalBytes, mediaType, boundary);
      segments.add(new Segment.Text(head));
      segments.add(new Segment.Slice(range));
      length += head.length() + range.lengthBytes();
    }
    segments.add(new Segment.Text(end));
    return new Multipart(boundary, List.copyOf(segments), length);
  }

  /** Value of Content-Type. */
  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  /** Value of Content-Length. */
  public long contentLengthBytes() {
    return contentLengthBytes;
  }

  /** The whole body: texts and ranges in turn. */
  public List<Segment> segments() {
    return segments;
  }

  /** The most bytes another part costs besides those of its range. */
  static int partOverheadBytesMax(long totalBytes, String mediaType) {
    String widest = "f".repeat(2 * BOUNDARY_BYTES);
    return head(totalBytes, totalBytes, totalBytes, mediaType, widest).length();
  }

  /**
   * The line end belongs to the delimiter (RFC 2046, 5.1.1). It may be left out of the first one,
   * but nginx and Apache send it there, too, and zsync relies on that.
   */
  private static String head(
      long first, long last, long totalBytes, String mediaType, String boundary) {
    return "\r\n--"
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
}

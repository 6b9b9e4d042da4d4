package dev.untorn.semantics;

import java.security.SecureRandom;
import java.util.AbstractList;
import java.util.HexFormat;
import java.util.List;

/** The framing of a multipart/byteranges body (RFC 9110, 14.6). Immutable. */
public final class Multipart {
  /**
   * 128 random bits: no file contains them by accident, nor on purpose, since nobody can guess
   * them. So files need not be searched for the boundary.
   */
  private static final int BOUNDARY_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String boundary;
  private final String mediaType;
  private final long totalBytes;
  private final List<ByteRange> ranges;
  private final long contentLengthBytes;

  /** Frames ranges with a boundary that they do not contain. */
  Multipart(List<ByteRange> ranges, long totalBytes, String mediaType, String boundary) {
    this.boundary = boundary;
    this.mediaType = mediaType;
    this.totalBytes = totalBytes;
    this.ranges = List.copyOf(ranges);
    long length = 0;
    for (Segment segment : segments()) {
      length +=
          switch (segment) {
            case Segment.Text text -> text.ascii().length();
            case Segment.Slice(ByteRange range) -> range.lengthBytes();
          };
    }
    this.contentLengthBytes = length;
  }

  /** Frames ranges of a representation, with a new boundary. */
  public static Multipart of(List<ByteRange> ranges, long totalBytes, String mediaType) {
    byte[] bits = new byte[BOUNDARY_BYTES];
    RANDOM.nextBytes(bits);
    return new Multipart(ranges, totalBytes, mediaType, HexFormat.of().formatHex(bits));
  }

  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  public long contentLengthBytes() {
    return contentLengthBytes;
  }

  /**
   * The whole body: texts and ranges in turn. Texts are made when they are sent: otherwise a slow
   * client of a thousand parts would occupy as many heads.
   */
  public List<Segment> segments() {
    return new AbstractList<>() {
      @Override
      public Segment get(int index) {
        return index % 2 == 0
            ? new Segment.Text(Multipart.this, index / 2)
            : new Segment.Slice(ranges.get(index / 2));
      }

      @Override
      public int size() {
        return 2 * ranges.size() + 1;
      }
    };
  }

  /** The head of a part; behind the last one, the end. */
  String text(int part) {
    if (part == ranges.size()) {
      return "\r\n--" + boundary + "--\r\n";
    }
    ByteRange range = ranges.get(part);
    return head(range.first(), range.last(), totalBytes, mediaType, boundary);
  }

  /** The most bytes of a part besides those of its range. */
  public static int partOverheadBytesMax(long totalBytes, String mediaType) {
    String widest = "f".repeat(2 * BOUNDARY_BYTES);
    return head(totalBytes, totalBytes, totalBytes, mediaType, widest).length();
  }

  /**
   * The line end belongs to the delimiter (RFC 2046, 5.1.1). It may be omitted in the first one,
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
}

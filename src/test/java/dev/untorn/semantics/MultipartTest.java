package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MultipartTest {
  static String text(Multipart multipart, int segment) {
    return assertInstanceOf(Segment.Text.class, multipart.segments().get(segment)).ascii();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Test
  void framed_ranges_read_as_in_the_rfc() {
    // The example of RFC 9110, 15.3.7.2.
    Multipart multipart =
        new Multipart(
            List.of(new ByteRange(500, 999), new ByteRange(7000, 7999)),
            8000,
            "application/pdf",
            "THIS_STRING_SEPARATES");
    assertEquals("multipart/byteranges; boundary=THIS_STRING_SEPARATES", multipart.contentType());
    assertEquals(
        lines(
            "",
            "--THIS_STRING_SEPARATES",
            "Content-Type: application/pdf",
            "Content-Range: bytes 500-999/8000",
            "",
            ""),
        text(multipart, 0));
    assertEquals(
        lines(
            "",
            "--THIS_STRING_SEPARATES",
            "Content-Type: application/pdf",
            "Content-Range: bytes 7000-7999/8000",
            "",
            ""),
        text(multipart, 2));
    assertEquals("\r\n--THIS_STRING_SEPARATES--\r\n", text(multipart, 4));
    assertEquals(
        text(multipart, 0).length()
            + 500
            + text(multipart, 2).length()
            + 1000
            + text(multipart, 4).length(),
        multipart.contentLengthBytes());
  }

  @Test
  void lengths_past_four_gibibytes_add_up() {
    long total = 100L << 40;
    List<ByteRange> ranges =
        List.of(new ByteRange(0, (5L << 32) - 1), new ByteRange(6L << 32, total - 1));
    Multipart multipart = Multipart.of(ranges, total, "video/mp4");
    long framing =
        0L
            + text(multipart, 0).length()
            + text(multipart, 2).length()
            + text(multipart, 4).length();
    assertEquals(total - (1L << 32) + framing, multipart.contentLengthBytes());
    assertTrue(text(multipart, 2).contains("bytes 25769803776-109951162777599/109951162777600"));
  }

  @Test
  void a_part_never_costs_more_than_its_bound() {
    for (long total : new long[] {2, 10, 1000, Long.MAX_VALUE}) {
      List<ByteRange> ranges = List.of(new ByteRange(0, 0), new ByteRange(total - 1, total - 1));
      Multipart multipart = Multipart.of(ranges, total, "text/html; charset=utf-8");
      int bound = Multipart.partOverheadBytesMax(total, "text/html; charset=utf-8");
      assertTrue(text(multipart, 2).length() <= bound);
      assertTrue(text(multipart, 2).length() >= bound - 2, "the bound is far from what is sent");
    }
  }

  @Test
  void each_boundary_is_new_and_fits_the_grammar() {
    List<ByteRange> ranges = List.of(new ByteRange(0, 0), new ByteRange(5, 5));
    String one = Multipart.of(ranges, 9, "text/plain").contentType();
    String other = Multipart.of(ranges, 9, "text/plain").contentType();
    assertNotEquals(one, other);
    assertTrue(one.matches("multipart/byteranges; boundary=[0-9a-f]{32}"), one);
  }
}

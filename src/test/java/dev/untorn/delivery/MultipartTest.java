package dev.untorn.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MultipartTest {
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Test
  void framed_ranges_read_as_in_the_rfc() {
    // The example of RFC 9110, 15.3.7.2.
    Multipart multipart =
        Multipart.of(
            List.of(new ByteRange(500, 999), new ByteRange(7000, 7999)),
            8000,
            "application/pdf",
            "THIS_STRING_SEPARATES");
    assertEquals("multipart/byteranges; boundary=THIS_STRING_SEPARATES", multipart.contentType());
    assertEquals(
        lines(
            "--THIS_STRING_SEPARATES",
            "Content-Type: application/pdf",
            "Content-Range: bytes 500-999/8000",
            "",
            ""),
        text(multipart.head(0)));
    assertEquals(
        lines(
            "",
            "--THIS_STRING_SEPARATES",
            "Content-Type: application/pdf",
            "Content-Range: bytes 7000-7999/8000",
            "",
            ""),
        text(multipart.head(1)));
    assertEquals("\r\n--THIS_STRING_SEPARATES--\r\n", text(multipart.end()));
    assertEquals(
        multipart.head(0).length + 500 + multipart.head(1).length + 1000 + multipart.end().length,
        multipart.contentLengthBytes());
  }

  @Test
  void lengths_past_four_gibibytes_add_up() {
    long total = 100L << 40;
    List<ByteRange> ranges =
        List.of(new ByteRange(0, (5L << 32) - 1), new ByteRange(6L << 32, total - 1));
    Multipart multipart = Multipart.of(ranges, total, "video/mp4");
    long framing =
        0L + multipart.head(0).length + multipart.head(1).length + multipart.end().length;
    assertEquals(total - (1L << 32) + framing, multipart.contentLengthBytes());
    assertTrue(
        text(multipart.head(1)).contains("bytes 25769803776-109951162777599/109951162777600"));
  }

  @Test
  void a_part_never_costs_more_than_its_bound() {
    for (long total : new long[] {2, 10, 1000, Long.MAX_VALUE}) {
      List<ByteRange> ranges = List.of(new ByteRange(0, 0), new ByteRange(total - 1, total - 1));
      Multipart multipart = Multipart.of(ranges, total, "text/html; charset=utf-8");
      int bound = Multipart.partOverheadBytesMax(total, "text/html; charset=utf-8");
      assertTrue(multipart.head(1).length <= bound);
      assertTrue(multipart.head(1).length >= bound - 2, "the bound is far from what is sent");
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

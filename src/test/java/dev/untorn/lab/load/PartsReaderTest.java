package dev.untorn.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Bodies;
import dev.untorn.lab.load.PartsReader.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts of a response are as long as they say, or there are none. */
final class PartsReaderTest {
  private static final BlockPattern PATTERN = new BlockPattern(7);
  private static final int SIZE = 20 * 512;
  private static final String TYPE = "multipart/byteranges; boundary=b";

  @Test
  void parts_have_their_places_however_the_body_is_cut_into_pieces() {
    byte[] body = body(part(2, 4, 3), part(10, 11, 4), "--b--");
    for (int piece : new int[] {1, 7, 600, body.length}) {
      List<Part> parts = read(body, piece).orElseThrow();
      assertEquals(2, parts.size());
      assertEquals(List.of(BlockRun.of(2, 2, 3)), parts.getFirst().blocks().runs());
      assertEquals(List.of(BlockRun.of(10, 1, 4)), parts.getLast().blocks().runs());
      assertEquals(512, parts.getLast().blocks().sizeBytes());
      assertEquals(SIZE, parts.getLast().totalBytes());
    }
  }

  @Test
  void a_body_without_its_last_delimiter_or_with_other_counts_has_no_parts() {
    assertEquals(Optional.empty(), read(body(part(2, 4, 3), ""), 100));
    byte[] lying = body(part(2, 4, 3).replace("1024-2047", "1024-2000"), "--b--");
    assertEquals(Optional.empty(), read(lying, 100));
    byte[] nameless = body(part(2, 4, 3).replace("Content-Range", "X"), "--b--");
    assertEquals(Optional.empty(), read(nameless, 100));
  }

  @Test
  void other_types_have_no_parts() {
    assertTrue(PartsReader.of("application/octet-stream", PATTERN).isEmpty());
    assertTrue(PartsReader.of("multipart/mixed; boundary=b", PATTERN).isEmpty());
    assertTrue(PartsReader.of("Multipart/ByteRanges;boundary=\"b\"", PATTERN).isPresent());
  }

  private static Optional<List<Part>> read(byte[] body, int piece) {
    PartsReader reader = PartsReader.of(TYPE, PATTERN).orElseThrow();
    for (int at = 0; at < body.length; at += piece) {
      reader.accept(ByteBuffer.wrap(body, at, Math.min(piece, body.length - at)));
    }
    return reader.finish();
  }

  /** Blocks of a version, each octet as one char. */
  private static String part(int first, int end, long version) {
    ByteBuffer whole = Bodies.of(PATTERN, version, SIZE);
    byte[] bytes = new byte[(end - first) * 512];
    whole.get(first * 512, bytes);
    return "--b\r\nContent-Type: x/y\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
            .formatted(first * 512, end * 512 - 1, SIZE)
        + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] body(String... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String part : parts) {
      body.writeBytes(("\r\n" + part).getBytes(StandardCharsets.ISO_8859_1));
    }
    return body.toByteArray();
  }
}

package dev.untorn.lab.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockRun.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlockScannerTest {
  private static final BlockPattern PATTERN = new BlockPattern(7);
  private static final int SIZE = 10 * 512 + 100;

  @Test
  void a_whole_body_is_one_run_however_it_is_cut_into_pieces() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = body(5);
    BlockScanner scanner = new BlockScanner(PATTERN, 0);
    for (int at = 0; at < bytes.length; ) {
      int take = Math.min(bytes.length - at, random.nextInt(1500));
      scanner.accept(ByteBuffer.wrap(bytes, at, take));
      at += take;
    }
    assertEquals(
        new Blocks(0, SIZE, List.of(BlockRun.of(0, 11, 5))),
        scanner.finish(),
        () -> "seed " + seed);
  }

  @Test
  void each_bit_matters() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = body(3);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertFalse(scan(bytes, 0).isClean(), () -> "seed " + seed);
    }
  }

  @Test
  void a_part_is_recognised_in_its_place_and_nowhere_else() {
    byte[] bytes = body(3);
    byte[] part = Arrays.copyOfRange(bytes, 1024, 2048);
    assertEquals(List.of(BlockRun.of(2, 2, 3)), scan(part, 1024).runs());
    assertEquals(List.of(BlockRun.plain(1, 2, Kind.FOREIGN)), scan(part, 512).runs());
  }

  @Test
  void a_body_of_another_file_is_foreign() {
    byte[] bytes = bytes(Bodies.of(new BlockPattern(8), 3, SIZE));
    assertEquals(List.of(BlockRun.plain(0, 11, Kind.FOREIGN)), scan(bytes, 0).runs());
  }

  @Test
  void a_mixture_of_blocks_names_the_versions_in_order() {
    byte[] bytes = body(3);
    System.arraycopy(body(4), 0, bytes, 0, 3 * 512);
    Blocks blocks = scan(bytes, 0);
    assertEquals(List.of(BlockRun.of(0, 3, 4), BlockRun.of(3, 8, 3)), blocks.runs());
    assertEquals(List.of(3L, 4L), blocks.versions());
  }

  @Test
  void a_mixture_inside_a_block_is_taken_apart() {
    for (int seam : new int[] {40, 41, 200, 500}) {
      byte[] bytes = body(3);
      System.arraycopy(body(4), 512, bytes, 512, seam);
      assertEquals(BlockRun.mixed(1, 4, 3), scan(bytes, 0).runs().get(1), "seam at " + seam);
    }
  }

  @Test
  void a_block_caught_while_its_head_is_written_into_a_hole_is_damaged_not_foreign() {
    for (int seam = 1; seam < 32; seam++) {
      byte[] begun = body(3);
      Arrays.fill(begun, 1024 + seam, 1536, (byte) 0);
      assertNotEquals(Kind.FOREIGN, scan(begun, 0).runs().get(1).kind(), "begun, " + seam);
      byte[] cleared = body(3);
      Arrays.fill(cleared, 1024, 1024 + seam, (byte) 0);
      assertEquals(Kind.DAMAGED, scan(cleared, 0).runs().get(1).kind(), "cleared, " + seam);
    }
  }

  @Test
  void a_mixture_of_three_inside_a_block_is_damaged() {
    byte[] bytes = body(3);
    System.arraycopy(body(4), 512, bytes, 512, 100);
    System.arraycopy(body(5), 612, bytes, 612, 100);
    assertEquals(Kind.DAMAGED, scan(bytes, 0).runs().get(1).kind());
  }

  @Test
  void zeros_are_a_hole_and_a_block_may_run_out_into_them() {
    byte[] bytes = body(3);
    Arrays.fill(bytes, 3 * 512 + 100, 6 * 512, (byte) 0);
    Blocks blocks = scan(bytes, 0);
    assertEquals(
        List.of(
            BlockRun.of(0, 3, 3),
            BlockRun.mixed(3, 3, BlockRun.NONE),
            BlockRun.plain(4, 2, Kind.ZERO),
            BlockRun.of(6, 5, 3)),
        blocks.runs());
    assertTrue(blocks.hasZeros());
  }

  @Test
  void a_shorter_versions_last_block_extended_by_zeros_is_seen() {
    byte[] bytes = Arrays.copyOf(body(3), 12 * 512);
    assertEquals(
        List.of(
            BlockRun.of(0, 10, 3),
            BlockRun.mixed(10, 3, BlockRun.NONE),
            BlockRun.plain(11, 1, Kind.ZERO)),
        scan(bytes, 0).runs());
  }

  @Test
  void a_cut_body_says_what_its_bytes_can_say() {
    byte[] bytes = body(3);
    assertEquals(List.of(BlockRun.of(0, 3, 3)), scan(Arrays.copyOf(bytes, 1500), 0).conclusive());
    Blocks clipped = scan(Arrays.copyOf(bytes, 1024 + 20), 0);
    assertEquals(List.of(BlockRun.of(0, 2, 3), BlockRun.plain(2, 1, Kind.CLIPPED)), clipped.runs());
    assertTrue(clipped.isClean());
  }

  @Test
  void a_body_with_a_tail_too_short_to_describe_itself_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Bodies.of(PATTERN, 1, 512 + 47));
    assertEquals(
        List.of(BlockRun.of(0, 2, 1)), scan(bytes(Bodies.of(PATTERN, 1, 512 + 48)), 0).runs());
  }

  @Test
  void a_part_that_begins_within_a_block_is_recognised_by_the_rest_of_it() {
    byte[] bytes = body(3);
    for (int from : new int[] {1, 100, 511 - 8, 512 + 31}) {
      Blocks blocks = scan(Arrays.copyOfRange(bytes, from, 3000), from);
      assertEquals(List.of(BlockRun.of(from / 512, 6 - from / 512, 3)), blocks.conclusive());
      assertEquals(3000 - from, blocks.sizeBytes());
    }
    assertEquals(
        List.of(BlockRun.of(1, 3, 3)),
        scan(Arrays.copyOfRange(bytes, 512 - 7, 2048), 512 - 7).conclusive(),
        "too few bytes to tell");
  }

  @Test
  void a_part_that_begins_within_a_block_of_another_version_or_place_is_not_clean() {
    byte[] bytes = body(3);
    System.arraycopy(body(4), 0, bytes, 0, 512);
    assertEquals(
        List.of(BlockRun.of(0, 1, 4), BlockRun.of(1, 3, 3)),
        scan(Arrays.copyOfRange(bytes, 100, 2048), 100).runs());
    bytes[200] ^= 1;
    assertFalse(scan(Arrays.copyOfRange(bytes, 100, 2048), 100).isClean());
    assertFalse(scan(Arrays.copyOfRange(body(3), 100, 2048), 101).isClean());
  }

  @Test
  void text_inside_a_body_is_foreign() {
    byte[] bytes = body(3);
    byte[] head = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 1024, head.length);
    assertEquals(Kind.FOREIGN, scan(bytes, 0).runs().get(1).kind());
  }

  private static byte[] body(long version) {
    return bytes(Bodies.of(PATTERN, version, SIZE));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Blocks scan(byte[] bytes, long offset) {
    BlockScanner scanner = new BlockScanner(PATTERN, offset);
    scanner.accept(ByteBuffer.wrap(bytes));
    return scanner.finish();
  }
}

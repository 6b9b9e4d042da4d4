package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random fields against an oracle that thinks in single bytes. */
final class RangesPropertyTest {
  private static final int ROUNDS = 5_000;
  private static final String MEDIA_TYPE = "application/octet-stream";

  /** A field; notes for each byte the place of the first range that asks for it, or -1. */
  private static String field(Random random, int ranges, int[] askedBy) {
    Arrays.fill(askedBy, -1);
    int lengthBytes = askedBy.length;
    List<String> specs = new ArrayList<>();
    for (int place = 0; place < ranges; place++) {
      int first = random.nextInt(lengthBytes + lengthBytes / 4 + 1);
      int last = first + random.nextInt(1 + random.nextInt(lengthBytes));
      switch (random.nextInt(4)) {
        case 0 -> {
          specs.add(first + "-");
          last = lengthBytes;
        }
        case 1 -> {
          int suffix = random.nextInt(1 + lengthBytes / 8);
          specs.add("-" + suffix);
          first = lengthBytes - suffix;
          last = lengthBytes;
        }
        default -> specs.add(first + "-" + last);
      }
      for (int i = first; i <= last && i < lengthBytes; i++) {
        askedBy[i] = askedBy[i] < 0 ? place : askedBy[i];
      }
    }
    return "bytes=" + String.join(random.nextBoolean() ? "," : ", ", specs);
  }

  @Test
  void every_byte_asked_for_is_delivered_once_in_order_and_little_else() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int lengthBytes = 1 + random.nextInt(2000);
      int gapBytesMax = random.nextInt(4) == 0 ? random.nextInt(200) : 0;
      int[] askedBy = new int[lengthBytes];
      String field = field(random, 1 + random.nextInt(16), askedBy);
      String where = field + " of " + lengthBytes + ", seed " + seed;
      Plan plan = Ranges.plan(field, lengthBytes, 16, gapBytesMax);
      check(askedBy, ranges(plan, where), gapBytesMax, where);
    }
  }

  @Test
  void a_response_is_never_longer_than_the_file_and_the_framing_of_one_part() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int many = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int lengthBytes = 1 + random.nextInt(20_000);
      int overhead = Multipart.partOverheadBytesMax(lengthBytes, MEDIA_TYPE);
      StringBuilder field = new StringBuilder("bytes=");
      for (int first = 0, last; first < lengthBytes; first = last + overhead + random.nextInt(4)) {
        last = first + random.nextInt(3);
        field.append(first).append('-').append(last).append(',');
      }
      Plan plan = Ranges.plan(field.toString(), lengthBytes, Integer.MAX_VALUE, overhead);
      List<ByteRange> ranges = ranges(plan, "seed " + seed);
      Multipart multipart = Multipart.of(ranges, lengthBytes, MEDIA_TYPE);
      int framing =
          MultipartTest.text(multipart, 0).length()
              + MultipartTest.text(multipart, multipart.segments().size() - 1).length();
      long most = 0L + lengthBytes + framing;
      assertTrue(multipart.contentLengthBytes() <= most, () -> field + ", seed " + seed);
      many += ranges.size() > 2 ? 1 : 0;
    }
    assertTrue(many > ROUNDS / 10, "too few responses had parts to add up");
  }

  private static List<ByteRange> ranges(Plan plan, String where) {
    return switch (plan) {
      case Plan.Part(ByteRange range) -> List.of(range);
      case Plan.Parts(List<ByteRange> several) -> {
        assertTrue(several.size() > 1, where);
        yield several;
      }
      case Plan.Unsatisfiable() -> List.of();
      case Plan.Whole(), Plan.NotModified(), Plan.PreconditionFailed() -> fail(where);
    };
  }

  private static void check(
      int[] askedBy, List<ByteRange> delivered, int gapBytesMax, String where) {
    boolean[] seen = new boolean[askedBy.length];
    int placeBefore = -1;
    for (ByteRange range : delivered) {
      int place = Integer.MAX_VALUE;
      int unasked = 0;
      for (int i = (int) range.first(); i <= range.last(); i++) {
        assertFalse(seen[i], where);
        seen[i] = true;
        unasked = askedBy[i] < 0 ? unasked + 1 : 0;
        assertTrue(unasked <= gapBytesMax, where);
        place = askedBy[i] < 0 ? place : Math.min(place, askedBy[i]);
      }
      assertTrue(askedBy[(int) range.first()] >= 0 && askedBy[(int) range.last()] >= 0, where);
      assertTrue(place > placeBefore, where);
      placeBefore = place;
    }
    int missing = 0;
    int gap = gapBytesMax + 1;
    for (int i = 0; i < askedBy.length; i++) {
      missing += askedBy[i] >= 0 && !seen[i] ? 1 : 0;
      boolean startsPart = seen[i] && (i == 0 || !seen[i - 1]);
      assertTrue(!startsPart || gap > gapBytesMax, where);
      gap = seen[i] ? 0 : gap + 1;
    }
    assertEquals(0, missing, where);
  }
}

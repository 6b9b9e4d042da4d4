package dev.untorn.server.range;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Range fields as clients send them, and as they should not; most of them near a bound. */
final class RandomRanges {
  private static final long MIB = 1 << 20;

  /** Of what a proxy fetches at once, waits for, or compares: units, windows, joins. */
  private static final List<Long> STEPS = List.of(MIB, MIB, 8 * MIB, 4096L, 16 * 1024L);

  private static final List<Long> OFFSETS = List.of(0L, 0L, 1L, -1L, 4096L, -4096L, 17L);

  private static final List<String> ODD =
      List.of(
          "bytes=5-2",
          "bytes=",
          "bytes=-",
          "bytes=a-b",
          "bytes=-0",
          "items=0-5",
          "bytes 0-5",
          "bytes=0-0,-1",
          "bytes=0-18446744073709551616",
          "bytes=9223372036854775807-",
          "bytes=-9223372036854775808",
          "bytes=18446744073709551615-18446744073709551616",
          "bytes=00000000000000000000000-00000000000000000000007",
          "bytes=0-1,,3-4",
          "bytes= 1-2 , 5-6",
          "BYTES=1-2",
          "bytes=1-2;3-4",
          "bytes=-1,-2,-3");

  /** Parts of one request: few, as most clients have, and more than the program sends. */
  private static final int PARTS_MANY = 120;

  private static final int PARTS_FEW = 5;

  private final Random random;
  private final long lengthBytes;

  RandomRanges(Random random, long lengthBytes) {
    this.random = random;
    this.lengthBytes = lengthBytes;
  }

  String next() {
    return switch (random.nextInt(20)) {
      case 0 -> ODD.get(random.nextInt(ODD.size()));
      case 1 -> "bytes=-" + length();
      case 2, 3 -> "bytes=" + place() + "-";
      case 4, 5, 6 -> several(2 + random.nextInt(PARTS_FEW - 1));
      case 7 -> random.nextInt(8) == 0 ? several(PARTS_MANY) : several(2);
      case 8 -> "bytes=" + (lengthBytes + random.nextInt(3)) + "-" + (lengthBytes + length());
      default -> "bytes=" + one();
    };
  }

  private String several(int parts) {
    return IntStream.range(0, parts)
        .mapToObj(_ -> one())
        .collect(Collectors.joining(random.nextBoolean() ? ", " : ",", "bytes=", ""));
  }

  private String one() {
    long from = place();
    return String.format(Locale.ROOT, "%d-%d", from, from + length() - 1);
  }

  private long place() {
    long any = lengthBytes == 0 ? 0 : random.nextLong(lengthBytes);
    if (random.nextInt(4) == 0) {
      return any;
    }
    long step = STEPS.get(random.nextInt(STEPS.size()));
    long near = any / step * step + OFFSETS.get(random.nextInt(OFFSETS.size()));
    return Math.clamp(near, 0, Math.max(0, lengthBytes - 1));
  }

  /** At least 1. */
  private long length() {
    return switch (random.nextInt(6)) {
      case 0 -> 1;
      case 1 -> 100;
      case 2 -> 1 + random.nextLong(2 * MIB);
      case 3 -> MIB + OFFSETS.get(random.nextInt(OFFSETS.size()));
      case 4 -> 4096;
      default -> 1 + random.nextLong(64 * 1024);
    };
  }
}

package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** How clients ask for parts of an object, wherever they are. */
final class PartialClients {
  /** Where a proxy may change from one upstream range to the next. */
  private static final List<Long> BOUNDS = List.of(1L << 20, 8L << 20);

  private static final int BYTES_MIN = 2 * BlockPattern.BLOCK_BYTES;
  private static final int BYTES_MAX = 64 * 1024;

  /** Enough to name the version, at the start of a block. */
  private static final int FEW_BYTES = 100;

  /** No range begins so near to the end that a shorter version has less than a block of it. */
  private static final int END_BYTES = 8 * BlockPattern.BLOCK_BYTES;

  private static final int PARTS_MAX = 4;

  /** What players read before they seek again. */
  private static final int SEEN_BYTES_MAX = 512 * 1024;

  private PartialClients() {}

  static void place(RecordingClient client, Random random) {
    long size = client.resource().sizeBytes();
    String range =
        switch (random.nextInt(4)) {
          case 0 -> over(bound(size, random), size, random);
          case 1 -> "-" + length(random);
          case 2 -> few(size, random);
          default -> anywhere(size, random);
        };
    client.get(Question.RANGE, Optional.empty(), "Range: bytes=" + range);
  }

  private static String anywhere(long size, Random random) {
    long first = random.nextLong(size - END_BYTES);
    return first + "-" + (first + length(random) - 1);
  }

  private static String few(long size, Random random) {
    long first = random.nextLong((size - END_BYTES) / BlockPattern.BLOCK_BYTES);
    long at = first * BlockPattern.BLOCK_BYTES;
    return at + "-" + (at + FEW_BYTES - 1);
  }

  /** Some bytes before a place and some behind it. */
  private static String over(long place, long size, Random random) {
    long first = Math.clamp(place - length(random), 0, size - END_BYTES);
    return first + "-" + (place + length(random));
  }

  /** A multiple of one of the bounds; the middle of an object that is smaller than all of them. */
  private static long bound(long size, Random random) {
    List<Long> within = BOUNDS.stream().filter(bound -> bound < size).toList();
    if (within.isEmpty()) {
      return size / 2;
    }
    long bound = within.get(random.nextInt(within.size()));
    return bound * (1 + random.nextLong(size / bound));
  }

  private static int length(Random random) {
    return random.nextInt(BYTES_MIN, BYTES_MAX);
  }

  static void seek(RecordingClient client, Random random) {
    Resource resource = client.resource();
    long first = random.nextLong(resource.sizeBytes() - END_BYTES);
    var _ =
        client.ask(
            Question.SEEK,
            Optional.empty(),
            resource.request("GET", "Range: bytes=" + first + "-"),
            random.nextInt(BYTES_MIN, SEEN_BYTES_MAX));
  }

  /** Far enough from each other that they are not sent as one. */
  static void several(RecordingClient client, Random random) {
    long size = client.resource().sizeBytes();
    int count = 2 + random.nextInt(PARTS_MAX - 1);
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ranges.add(anywhere(size, random));
    }
    client.get(Question.RANGES, Optional.empty(), "Range: bytes=" + String.join(", ", ranges));
  }
}

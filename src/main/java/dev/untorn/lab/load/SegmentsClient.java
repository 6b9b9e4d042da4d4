package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Gets several ranges of a file at the same time, as aria2 and download managers do, and joins them
 * if all have one strong tag. Every other time it sends If-Range; else it compares the tags.
 */
final class SegmentsClient implements ClientKind.Client {
  private static final int SEGMENTS_MAX = 8;

  /** So often a segment is asked for whose connection ends early. */
  private static final int TRIES = 2;

  private static final int PARTIAL = 206;

  /** Consecutive bytes, the last one excluded. */
  private record Segment(long from, long to) {
    String range() {
      return "Range: bytes=" + from + "-" + (to - 1);
    }
  }

  @Override
  public void turn(RecordingClient client, Random random) {
    Resource resource = client.resource();
    long blocks = Math.max(1, resource.blocks() / (2 + random.nextInt(SEGMENTS_MAX - 1)));
    Segment opening = new Segment(0, blocks * BlockPattern.BLOCK_BYTES);
    Observation first = client.get(Question.RANGE, Optional.empty(), opening.range());
    Optional<String> tag = first.head().strongTag();
    OptionalLong total = first.head().totalBytes();
    if (tag.isPresent() && total.isPresent() && isPart(first, opening)) {
      boolean isConditional = random.nextBoolean();
      join(
          client,
          first,
          got(client, first, others(opening, total.getAsLong()), isConditional, tag.get()));
    }
  }

  private static boolean isPart(Observation seen, Segment segment) {
    return seen.close() == Close.COMPLETE
        && seen.head().status() == PARTIAL
        && seen.blocks().offset() == segment.from
        && seen.blocks().sizeBytes() == segment.to - segment.from;
  }

  /** The rest of the file. */
  private static List<Segment> others(Segment opening, long totalBytes) {
    List<Segment> segments = new ArrayList<>();
    for (long at = opening.to; at < totalBytes; at += opening.to) {
      segments.add(new Segment(at, Math.min(totalBytes, at + opening.to)));
    }
    return segments;
  }

  /** All that came of one version, as its tag says; empty if something did not. */
  private static Optional<List<Observation>> got(
      RecordingClient client,
      Observation first,
      List<Segment> segments,
      boolean isConditional,
      String tag) {
    List<Future<Optional<Observation>>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Segment segment : segments) {
        running.add(executor.submit(() -> got(client, first, segment, isConditional, tag)));
      }
    }
    List<Observation> all = new ArrayList<>();
    running.forEach(future -> future.resultNow().ifPresent(all::add));
    return all.size() == segments.size() ? Optional.of(all) : Optional.empty();
  }

  private static Optional<Observation> got(
      RecordingClient opener,
      Observation first,
      Segment segment,
      boolean isConditional,
      String tag) {
    try (RecordingClient client = opener.another()) {
      for (int i = 0; i < TRIES; i++) {
        Observation seen =
            isConditional
                ? client.get(
                    Question.IF_RANGE, Optional.of(first), segment.range(), "If-Range: " + tag)
                : client.get(Question.SEGMENT, Optional.of(first), segment.range());
        if (isPart(seen, segment)) {
          boolean fits =
              seen.head().strongTag().equals(Optional.of(tag))
                  && seen.head().totalBytes().equals(first.head().totalBytes());
          return fits ? Optional.of(seen) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Records the file that a download manager would now call complete. */
  private static void join(
      RecordingClient client, Observation first, Optional<List<Observation>> others) {
    if (others.isEmpty()) {
      return;
    }
    List<Observation> all = new ArrayList<>(others.get());
    all.add(first);
    all.sort(Comparator.comparingLong(seen -> seen.blocks().offset()));
    List<BlockRun> runs = new ArrayList<>();
    all.forEach(seen -> seen.blocks().runs().forEach(run -> add(runs, run)));
    long bytes = all.stream().mapToLong(seen -> seen.blocks().sizeBytes()).sum();
    client.record(
        new Observation(
            first.serial(),
            Question.JOINED,
            Optional.empty(),
            first.startNanos(),
            first.firstByteNanos(),
            all.stream().mapToLong(Observation::endNanos).max().orElseThrow(),
            first.head().part(bytes, bytes),
            new Blocks(0, bytes, runs),
            0,
            Close.COMPLETE));
  }

  private static void add(List<BlockRun> runs, BlockRun next) {
    if (!runs.isEmpty() && runs.getLast().isContinuedBy(next)) {
      BlockRun last = runs.removeLast();
      runs.add(
          new BlockRun(
              last.first(), last.count() + next.count(), last.kind(), last.version(), last.tail()));
    } else {
      runs.add(next);
    }
  }
}

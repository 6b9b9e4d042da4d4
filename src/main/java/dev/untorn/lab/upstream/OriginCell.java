package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The objects of one cell of a run, and what was sent of them. Thread-safe. */
public final class OriginCell {
  /** A new object appears so often: many are seen cold. */
  private static final Duration STEP = Duration.ofMillis(125);

  /** So many are asked for at a time; each for six seconds, until it is replaced and stale. */
  private static final int ALIVE = 48;

  /** Content of a run's objects never repeats in its cells. */
  private static final int OBJECTS_MAX = 1 << 16;

  /** Two small sizes beside that of the run. */
  private static final int SMALL_BYTES = 40 * BlockPattern.BLOCK_BYTES;

  private static final int MIDDLE_PART = 10;

  /** The last block of every version is shorter than the others. */
  private static final int TAIL_BYTES = 200;

  private final OriginKind kind;
  private final int number;
  private final long sizeBytes;
  private final long startNanos = System.nanoTime();
  private final long startMillis = System.currentTimeMillis();
  private final Map<Integer, Map<Long, UpstreamExchange>> sent = new ConcurrentHashMap<>();

  /**
   * A cell that begins now.
   *
   * @param number unique in the run
   * @param sizeBytes of its largest objects
   */
  public OriginCell(OriginKind kind, int number, long sizeBytes) {
    this.kind = kind;
    this.number = number;
    this.sizeBytes = sizeBytes;
  }

  public OriginKind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  public OriginObject object(int object) {
    long age = STEP.toNanos() * (object - ALIVE + 1);
    return new OriginObject(
        kind,
        object,
        new BlockPattern(number * OBJECTS_MAX + object),
        startNanos + age,
        startMillis + TimeUnit.NANOSECONDS.toMillis(age),
        sizeOf(object));
  }

  private long sizeOf(int object) {
    long blocks =
        switch (object / 4 % 3) {
              case 0 -> sizeBytes;
              case 1 -> sizeBytes / MIDDLE_PART;
              default -> SMALL_BYTES;
            }
            / BlockPattern.BLOCK_BYTES;
    return blocks * BlockPattern.BLOCK_BYTES + TAIL_BYTES;
  }

  /** One of those that are asked for now, every other time the newest. */
  public OriginObject pick(Random random) {
    int newest = Math.toIntExact((System.nanoTime() - startNanos) / STEP.toNanos()) + ALIVE - 1;
    return object(random.nextBoolean() ? newest : newest - random.nextInt(ALIVE));
  }

  /** Keeps an exchange, in place of its earlier state. */
  void keep(int object, long serial, UpstreamExchange exchange) {
    sent.computeIfAbsent(object, _ -> new ConcurrentHashMap<>()).put(serial, exchange);
  }

  /**
   * All that was sent of an object so far.
   *
   * @param untilNanos of the last response that is judged
   */
  public ObjectHistory history(int object, long untilNanos) {
    return new ObjectHistory(
        object(object), sent.getOrDefault(object, Map.of()).values(), untilNanos);
  }
}

package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  /** Of so many objects these are large: one never stored, one never replaced, one of others. */
  private static final int LARGE_TURNS = 16;

  private static final Set<Integer> LARGE = Set.of(5, 10, 12);

  /** How often a client asks for a large object: with parts every other time, else seldom. */
  private static final int PARTS_TURNS = 2;

  private static final int WHOLE_TURNS = 64;

  /** Two small sizes beside those of the run. */
  private static final int SMALL_BYTES = 40 * BlockPattern.BLOCK_BYTES;

  private static final int MIDDLE_PART = 10;

  /** The last block of every version is shorter than the others. */
  private static final int TAIL_BYTES = 200;

  private final OriginKind kind;
  private final int number;
  private final long sizeBytes;
  private final long largeBytes;
  private final long startNanos = System.nanoTime();
  private final long startMillis = System.currentTimeMillis();
  private final Map<Integer, Map<Long, UpstreamExchange>> sent = new ConcurrentHashMap<>();
  private final Map<Content, byte[]> digests = new ConcurrentHashMap<>();

  private record Content(int object, long version) {}

  /**
   * A cell that begins now.
   *
   * @param number unique in the run
   * @param sizeBytes of its largest objects, but for a few
   * @param largeBytes of those few
   */
  public OriginCell(OriginKind kind, int number, long sizeBytes, long largeBytes) {
    this.kind = kind;
    this.number = number;
    this.sizeBytes = sizeBytes;
    this.largeBytes = largeBytes;
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

  private static boolean isLarge(int object) {
    return LARGE.contains(object % LARGE_TURNS);
  }

  private long sizeOf(int object) {
    if (isLarge(object)) {
      return largeBytes / BlockPattern.BLOCK_BYTES * BlockPattern.BLOCK_BYTES + TAIL_BYTES;
    }
    long blocks =
        switch (object / 4 % 3) {
              case 0 -> sizeBytes;
              case 1 -> sizeBytes / MIDDLE_PART;
              default -> SMALL_BYTES;
            }
            / BlockPattern.BLOCK_BYTES;
    return blocks * BlockPattern.BLOCK_BYTES + TAIL_BYTES;
  }

  /**
   * One of those that are asked for now, every other time one of the newest.
   *
   * @param forParts whether most of it will not be asked for
   */
  public OriginObject pick(Random random, boolean forParts) {
    int newest = Math.toIntExact((System.nanoTime() - startNanos) / STEP.toNanos()) + ALIVE - 1;
    int picked = random.nextBoolean() ? newest : newest - random.nextInt(ALIVE);
    boolean large = random.nextInt(forParts ? PARTS_TURNS : WHOLE_TURNS) == 0;
    while (isLarge(picked) != large) {
      picked--;
    }
    return object(picked);
  }

  /** An older one of its group, or itself. */
  public OriginObject neighbour(OriginObject object, Random random) {
    int first = object.group() * OriginObject.GROUP;
    return object(first + random.nextInt(object.number() - first + 1));
  }

  /** The SHA-256 of a version. */
  byte[] sha256(OriginObject object, ObjectVersion version) {
    return digests.computeIfAbsent(
        new Content(object.number(), version.number()),
        _ -> VersionContent.sha256(object.pattern(), version));
  }

  /** The name that an object has in common with its group, and with no object of another cell. */
  public String tag(OriginObject object) {
    return "c" + number + "-g" + object.group();
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

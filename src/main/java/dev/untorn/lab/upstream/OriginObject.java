package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.writer.StateModel;
import dev.untorn.semantics.EntityTag;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An object. Its versions follow from the time alone, so the origin and the judge agree on them
 * without talking to each other.
 *
 * @param pattern its content; no two objects share one
 * @param bornNanos when version 0 became the current one ({@link System#nanoTime})
 * @param bornMillis the same moment since the epoch
 * @param sizeBytes of its longest version
 */
public record OriginObject(
    OriginKind kind,
    int number,
    BlockPattern pattern,
    long bornNanos,
    long bornMillis,
    long sizeBytes) {
  /** Long enough to be fresh, stored and confirmed a few times. */
  private static final Duration CALM = Duration.ofMillis(1_700);

  /** So long that most confirmations find the same version. */
  private static final Duration SELDOM = Duration.ofSeconds(4);

  /** Within the time in which a large object is sent in parts. */
  private static final Duration HASTE = Duration.ofMillis(170);

  private static final Duration NEVER = Duration.ofDays(1);

  /** Before an object's first version: a date that is old enough to be trusted. */
  private static final Duration OLD = Duration.ofHours(1);

  /** So many neighbours are purged together. */
  static final int GROUP = 4;

  /** By so many blocks every other version of some objects is shorter. */
  private static final int SHORTER_BLOCKS = 5;

  /** Of so many objects one is never stored, one never replaced. */
  private static final int TURNS = 4;

  /** Of so many objects one is the same at both URLs. */
  private static final int MIRROR_TURNS = 3;

  Freshness freshness() {
    if (kind.swaps()) {
      return Freshness.SECOND;
    }
    return switch (number % TURNS) {
      case 0 -> Freshness.NONE;
      case 1 -> Freshness.HOUR;
      default -> Freshness.SECOND;
    };
  }

  private Duration period() {
    if (freshness() == Freshness.HOUR) {
      return NEVER;
    }
    return kind.swaps() ? HASTE : kind == OriginKind.ODD_304 ? SELDOM : CALM;
  }

  /** Whether versions may share a date, so that it identifies none (RFC 9110, 8.8.2.2). */
  boolean sharesDates() {
    return period().compareTo(Duration.ofSeconds(2)) < 0;
  }

  public ObjectVersion versionAt(long nanos) {
    return version(Math.max(0, nanos - bornNanos) / period().toNanos());
  }

  public ObjectVersion version(long version) {
    long age = version * period().toNanos();
    return new ObjectVersion(
        version,
        model().lengthBytes(version),
        bornNanos + age,
        Math.floorDiv(modifiedMillis(age), 1000L));
  }

  /** A confirmation of what is told apart by nothing must not bring another date. */
  private long modifiedMillis(long age) {
    return kind.keepsDates()
        ? bornMillis - OLD.toMillis()
        : bornMillis + TimeUnit.NANOSECONDS.toMillis(age);
  }

  /** Of neighbours: they have a part of their path, and a name for purges, in common. */
  public int group() {
    return number / GROUP;
  }

  /** What the origin's second URL has, under the tag and the date of the current version. */
  ObjectVersion atSecondUrl(ObjectVersion current) {
    if (kind != OriginKind.MIRRORED || number % MIRROR_TURNS == 0 || current.number() == 0) {
      return current;
    }
    ObjectVersion older = version(current.number() - 1);
    return new ObjectVersion(
        older.number(), older.lengthBytes(), older.sinceNanos(), current.modifiedSeconds());
  }

  /** Whether its digests are told. */
  boolean namesDigest() {
    return switch (kind) {
      case DAMAGED, S3_DAMAGED -> true;
      case MIRRORED, S3_VERSIONS, S3_GONE, S3_PLAIN, S3_BUSY -> number % 2 == 0;
      case STEADY,
          SWAP,
          DATED,
          WEAK,
          RETAG,
          CUT_LENGTH,
          CUT_CHUNKED,
          CUT_CLOSE,
          STALL,
          EXTRA,
          SHORT_PARTS,
          ODD_304,
          ERRORS,
          NO_RANGES,
          OTHER_PARTS,
          COARSE,
          SAME_TAG ->
          false;
    };
  }

  /** Neighbours have the same length in every other object. */
  public StateModel model() {
    long shorter = (long) SHORTER_BLOCKS * BlockPattern.BLOCK_BYTES;
    return StateModel.replaced(sizeBytes, number % 2 == 0 ? sizeBytes : sizeBytes - shorter);
  }

  /**
   * The entity tag of a response.
   *
   * @param response distinguishes the responses of a run
   */
  Optional<EntityTag> tag(ObjectVersion version, long response) {
    String own = "o" + number + "-v" + version.number();
    return switch (kind) {
      case DATED -> Optional.empty();
      case WEAK -> Optional.of(new EntityTag("o" + number, true));
      case SAME_TAG -> Optional.of(new EntityTag("o" + number, false));
      case COARSE ->
          Optional.of(
              new EntityTag(
                  "o%d-%d-%d".formatted(number, version.modifiedSeconds(), version.lengthBytes()),
                  false));
      case RETAG -> Optional.of(new EntityTag(own + "-r" + response, false));
      case STEADY,
          SWAP,
          CUT_LENGTH,
          CUT_CHUNKED,
          CUT_CLOSE,
          STALL,
          EXTRA,
          SHORT_PARTS,
          DAMAGED,
          ODD_304,
          ERRORS,
          MIRRORED,
          NO_RANGES,
          OTHER_PARTS,
          S3_VERSIONS,
          S3_GONE,
          S3_PLAIN,
          S3_BUSY,
          S3_DAMAGED ->
          Optional.of(new EntityTag(own, false));
    };
  }
}

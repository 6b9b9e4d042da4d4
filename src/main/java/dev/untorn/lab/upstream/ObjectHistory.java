package dev.untorn.lab.upstream;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.Commit.Effect;
import dev.untorn.lab.writer.StateModel;
import dev.untorn.lab.writer.StateRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sent of an object, as facts for a judge.
 *
 * @param untilNanos of the last response that is judged
 */
public record ObjectHistory(
    OriginObject object, Collection<UpstreamExchange> exchanges, long untilNanos) {
  /** On a busy machine a proxy may see a response so long after its origin has sent it. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  private static final int WHOLE = 200;

  public ObjectHistory {
    exchanges = List.copyOf(exchanges);
  }

  public StateModel model() {
    return object.model();
  }

  public long requests() {
    return exchanges.size();
  }

  /** Of content. */
  public long bytes() {
    return exchanges.stream().mapToLong(UpstreamExchange::bytes).sum();
  }

  /** What the origin did that proxies must cope with. */
  public long faults() {
    return switch (object.kind()) {
      case STEADY, SWAP, DATED, WEAK, COARSE, SAME_TAG -> object.versionAt(untilNanos).number();
      case RETAG -> requests();
      case CUT_LENGTH,
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
          exchanges.stream().filter(UpstreamExchange::faulty).count();
    };
  }

  /** Strong tags: a weak one does not say which bytes it is about (RFC 9110, 8.8.1). */
  public Map<String, StateRange> tags() {
    Map<String, StateRange> owners = new HashMap<>();
    for (UpstreamExchange exchange : exchanges) {
      exchange
          .tag()
          .filter(tag -> !tag.startsWith("W/"))
          .ifPresent(
              tag -> owners.merge(tag, StateRange.only(exchange.version()), ObjectHistory::both));
    }
    return owners;
  }

  private static StateRange both(StateRange one, StateRange other) {
    return new StateRange(Math.min(one.first(), other.first()), Math.max(one.last(), other.last()));
  }

  /** Whether the origin named a version's digest: a bucket does that with the whole alone. */
  public boolean wasDigestNamed(long version) {
    return switch (object.kind().protocol()) {
      case HTTP -> object.namesDigest();
      case S3 ->
          exchanges.stream().anyMatch(sent -> sent.version() == version && sent.status() == WHOLE);
    };
  }

  /** Whether the origin gave a version, from its first byte on, after a moment. */
  public boolean wasGivenAfter(long version, long nanos) {
    return exchanges.stream()
        .anyMatch(sent ->
            sent.version() == version
                && sent.status() == WHOLE
                && (sent.bytes() > 0 || !sent.isFinished())
                && sent.beginNanos() >= nanos);
  }

  /** Whether the origin had sent the end of a version's content, as its framing says. */
  public boolean wasSentWhole(long version, long untilNanos) {
    return exchanges.stream()
        .anyMatch(
            sent -> sent.version() == version && sent.closing() && sent.beginNanos() <= untilNanos);
  }

  /**
   * The replacements of the object. Each counts from when no proxy may give the older version any
   * more: the last response with it has arrived, and is fresh no longer.
   */
  public List<Commit> commits() {
    List<Commit> commits = new ArrayList<>();
    long last = object.versionAt(untilNanos).number();
    long shown = Long.MIN_VALUE;
    for (long number = 0; number <= last; number++) {
      ObjectVersion version = object.version(number);
      shown = Math.max(shown, Math.max(version.sinceNanos(), lastSentNanos(number - 1)));
      commits.add(commit(version, object.kind().tellsVersionsApart() ? shown + lag() : untilNanos));
    }
    return commits;
  }

  private long lag() {
    return object.freshness().longestNanos() + ON_THE_WAY.toNanos();
  }

  private long lastSentNanos(long version) {
    return exchanges.stream()
        .filter(exchange -> exchange.version() == version)
        .mapToLong(exchange -> exchange.isFinished() ? exchange.endNanos() : untilNanos)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static Commit commit(ObjectVersion version, long seenNanos) {
    return new Commit(
        version.number(),
        version.sinceNanos(),
        version.modifiedSeconds(),
        0,
        version.sinceNanos(),
        seenNanos,
        version.modifiedSeconds(),
        version.sinceNanos(),
        Effect.RENAMED_OVER);
  }
}

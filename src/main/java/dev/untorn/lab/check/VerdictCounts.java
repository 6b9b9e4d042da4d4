package dev.untorn.lab.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts of verdicts.
 *
 * @param notJudged see {@link Verdict.NothingToJudge}
 * @param unknownReason of the first unknown verdict
 */
public record VerdictCounts(
    long whole,
    long notJudged,
    long unknown,
    Optional<String> unknownReason,
    Map<Anomaly, Long> found,
    long lagNanosMax) {
  public static final VerdictCounts NONE =
      new VerdictCounts(0, 0, 0, Optional.empty(), Map.of(), 0);

  public VerdictCounts {
    found = Map.copyOf(found);
  }

  public long judged() {
    return whole + unknown + found.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The fraction of judged responses that were whole: not wrong, cut or refused. */
  public double availability() {
    return judged() == 0 ? 0 : (double) whole / judged();
  }

  public long count(Anomaly anomaly) {
    return found.getOrDefault(anomaly, 0L);
  }

  /** Responses that the client accepts, good or not. */
  public long answers() {
    return whole + deceived();
  }

  /** Bad responses that the client accepts. */
  public long deceived() {
    return found.entrySet().stream()
        .filter(entry -> !entry.getKey().isHonest())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public VerdictCounts with(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole(var states, long lagNanos) ->
          plus(new VerdictCounts(1, 0, 0, Optional.empty(), Map.of(), lagNanos));
      case Verdict.NothingToJudge(int status) ->
          plus(new VerdictCounts(0, 1, 0, Optional.empty(), Map.of(), 0));
      case Verdict.Unknown(String reason) ->
          plus(new VerdictCounts(0, 0, 1, Optional.of(reason), Map.of(), 0));
      case Verdict.Found(Anomaly anomaly, String detail) ->
          plus(new VerdictCounts(0, 0, 0, Optional.empty(), Map.of(anomaly, 1L), 0));
    };
  }

  public VerdictCounts plus(VerdictCounts other) {
    Map<Anomaly, Long> sum = new EnumMap<>(Anomaly.class);
    sum.putAll(found);
    other.found.forEach((anomaly, count) -> sum.merge(anomaly, count, Long::sum));
    return new VerdictCounts(
        whole + other.whole,
        notJudged + other.notJudged,
        unknown + other.unknown,
        unknownReason.or(other::unknownReason),
        sum,
        Math.max(lagNanosMax, other.lagNanosMax));
  }
}

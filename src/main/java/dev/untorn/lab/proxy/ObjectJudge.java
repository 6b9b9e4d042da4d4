package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Judge;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.upstream.ObjectHistory;
import dev.untorn.lab.upstream.OriginKind;
import java.util.Optional;

/**
 * Judges the responses about one object: as those of a server, and by what its origin is like.
 *
 * @param stopped whether the proxy was not there for a while
 */
record ObjectJudge(
    OriginKind origin,
    boolean stopped,
    Oracle oracle,
    ObjectHistory history,
    PurgePromises promises) {
  private static final int WHOLE = 200;
  private static final int PARTIAL = 206;

  Verdict verdict(Observation seen) {
    Verdict verdict = byOrigin(seen);
    return switch (verdict) {
      case Verdict.Found(Anomaly anomaly, _)
          when anomaly == Anomaly.STALE || anomaly == Anomaly.FALSE_304 ->
          promises.broken(seen).orElse(verdict);
      case Verdict.Whole _ -> promises.broken(seen).or(() -> neverWhole(seen)).orElse(verdict);
      case Verdict.Found _, Verdict.NothingToJudge _, Verdict.Unknown _ -> verdict;
    };
  }

  private Verdict byOrigin(Observation seen) {
    boolean isPairedByTag = seen.question() == Question.GET && seen.basis().isPresent();
    Observation judged = isPairedByTag && !origin.isTrueToTags() ? seen.withoutBasis() : seen;
    Verdict verdict = Judge.judge(judged, oracle);
    return verdict instanceof Verdict.Found(Anomaly anomaly, String detail)
        ? switch (anomaly) {
          case UNREACHED -> stopped ? nothing(seen) : verdict;
          case TORN -> torn(seen, detail);
          case RESUME_SPLICE -> splice(seen, verdict);
          case HALF_WRITTEN,
              HOLE,
              SHORT,
              OVERRUN,
              NEVER_WHOLE,
              DAMAGED,
              HEADER_SKEW,
              FALSE_304,
              STALE,
              MISJOINED,
              PURGED,
              DESYNC,
              NOT_RESUMED,
              HUNG,
              REFUSED,
              CUT,
              UNEXPECTED ->
              verdict;
        }
        : verdict;
  }

  /** What is no version: a mixture, or damaged by the origin. */
  private Verdict torn(Observation seen, String detail) {
    if (seen.question() == Question.JOINED) {
      return isClientsOwn() ? nothing(seen) : new Verdict.Found(Anomaly.MISJOINED, detail);
    }
    boolean isMixture = seen.blocks().versions().size() > 1;
    if (!origin.isDamaged() || isMixture) {
      return new Verdict.Found(Anomaly.TORN, detail);
    }
    // The digest is of the whole, so a part does not show what is wrong with it.
    boolean disproved =
        seen.close() == Close.COMPLETE
            && seen.head().status() != PARTIAL
            && seen.blocks().versions().stream().allMatch(history::wasDigestNamed);
    return disproved ? new Verdict.Found(Anomaly.DAMAGED, detail) : nothing(seen);
  }

  /**
   * The parts of one response are no client's choice, also where their tag is weak. Under a strong
   * one that is not true the proxy had nothing to compare: parts do not touch each other.
   */
  private Verdict splice(Observation seen, Verdict splice) {
    boolean isOne = seen.basis().filter(first -> first.serial() == seen.serial()).isPresent();
    if (isOne && !isClientsOwn()) {
      return new Verdict.Found(Anomaly.TORN, "parts of several versions in one response");
    }
    return isClientsOwn() || isIfMatchIgnored(seen) ? nothing(seen) : splice;
  }

  /**
   * Whether a client that joins what has one tag cannot but go wrong: the origin's tags are those
   * of several versions, or what the client began with was damaged before its digest could be
   * known.
   */
  private boolean isClientsOwn() {
    return origin.isDamaged() || !origin.isTrueToTags();
  }

  /** If-Match does not apply to a cache (RFC 9111, 4.3.2); the client sees another tag. */
  private static boolean isIfMatchIgnored(Observation seen) {
    return seen.question() == Question.IF_MATCH
        && !seen.head().tag().equals(seen.basis().flatMap(begun -> begun.head().tag()));
  }

  /** A whole response is also compared with what the origin sent to its end. */
  private Optional<Verdict> neverWhole(Observation seen) {
    if (!seen.hasContent() || seen.close() != Close.COMPLETE || seen.head().status() != WHOLE) {
      return Optional.empty();
    }
    return oracle
        .wholeContent(seen)
        .filter(states -> !history.wasSentWhole(states.first(), seen.endNanos()))
        .map(states ->
            new Verdict.Found(
                Anomaly.NEVER_WHOLE, "version " + states.first() + " never came to its end"));
  }

  private static Verdict nothing(Observation seen) {
    return new Verdict.NothingToJudge(seen.head().status());
  }
}

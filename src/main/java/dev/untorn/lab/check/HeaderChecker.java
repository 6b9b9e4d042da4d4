package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.StateRange;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Judges whether the header fields belong to the version of the body. */
final class HeaderChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    return oracle
        .wholeContent(seen)
        .flatMap(states ->
            tag(seen, oracle, states).or(() -> date(seen, oracle, states)).or(() -> pair(seen)))
        .map(detail -> new Verdict.Found(Anomaly.HEADER_SKEW, detail));
  }

  private static Optional<String> tag(Observation seen, Oracle oracle, StateRange states) {
    return seen.head()
        .tag()
        .flatMap(oracle::ownerOf)
        .filter(owner -> owner.and(states).isEmpty())
        .map(owner -> "tag of version " + owner.first() + ", bytes of " + states.first());
  }

  private static Optional<String> date(Observation seen, Oracle oracle, StateRange states) {
    StateRange own = oracle.modifiedSeconds(states);
    return seen.head()
        .lastModified()
        .map(HeaderChecker::seconds)
        .filter(seconds -> own.and(StateRange.only(seconds)).isEmpty())
        .map(seconds ->
            "Last-Modified "
                + (seconds < own.first()
                    ? (own.first() - seconds) + " s before"
                    : (seconds - own.last()) + " s after")
                + " its version's");
  }

  /** Throws on a malformed date: the verdict is then unknown. */
  private static long seconds(String httpDate) {
    try {
      return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalStateException("no date: " + httpDate, e);
    }
  }

  /** HEAD and GET with the same tag must state the same length. */
  private static Optional<String> pair(Observation seen) {
    return seen.basis()
        .filter(basis -> basis.question() == Question.HEAD)
        .filter(basis -> basis.head().tag().isPresent())
        .filter(basis -> basis.head().tag().equals(seen.head().tag()))
        .filter(basis -> basis.head().lengthBytes().isPresent())
        .map(basis -> basis.head().lengthBytes().getAsLong())
        .filter(length -> length != seen.totalBytes())
        .map(length -> "HEAD said " + length + ", GET " + seen.totalBytes() + ", one tag");
  }
}

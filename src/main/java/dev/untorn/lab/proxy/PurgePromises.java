package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.purge.Purge;
import dev.untorn.lab.upstream.ObjectHistory;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.text.Durations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was promised by purges of an object: who asks for it after the answer gets no version that
 * was replaced before the purge, unless the origin gave it once more.
 *
 * @param purges of this object
 */
record PurgePromises(List<Purge> purges, ObjectHistory history, Oracle oracle) {
  private static final int NOT_MODIFIED = 304;

  static PurgePromises of(List<Purge> all, ObjectHistory history, Oracle oracle) {
    return new PurgePromises(
        all.stream()
            .filter(purge -> purge.covers(history.object()))
            .sorted(Comparator.comparingLong(Purge::sentNanos))
            .toList(),
        history,
        oracle);
  }

  /**
   * Whether a response says of which version it is, and had to be of a newer one than the first.
   */
  boolean bind(Observation seen) {
    return last(seen).filter(purge -> current(purge) > 0).isPresent() && states(seen).isPresent();
  }

  /** The last purge that was answered before the request. */
  private Optional<Purge> last(Observation seen) {
    return purges.stream()
        .filter(purge -> purge.answeredNanos() < seen.startNanos())
        .reduce((_, later) -> later);
  }

  private long current(Purge purge) {
    return history.object().versionAt(purge.sentNanos()).number();
  }

  private Optional<StateRange> states(Observation seen) {
    if (seen.question() == Question.JOINED) {
      return Optional.empty();
    }
    if (seen.head().status() != NOT_MODIFIED) {
      return oracle.wholeContent(seen);
    }
    // Else the origin itself confirms what was replaced, also after a purge.
    return history.object().kind().tellsVersionsApart()
        ? seen.basis().flatMap(oracle::wholeStates)
        : Optional.empty();
  }

  Optional<Verdict> broken(Observation seen) {
    Optional<StateRange> states = states(seen);
    Optional<Purge> purge = last(seen);
    if (states.isEmpty() || purge.isEmpty()) {
      return Optional.empty();
    }
    long version = states.get().last();
    long current = current(purge.get());
    return version < current && !history.wasGivenAfter(version, purge.get().sentNanos())
        ? Optional.of(
            new Verdict.Found(
                Anomaly.PURGED,
                "version %d, requested %s after a purge by %s, when %d was the current one"
                    .formatted(
                        version,
                        Durations.text(seen.startNanos() - purge.get().answeredNanos()),
                        purge.get().way(),
                        current)))
        : Optional.empty();
  }
}

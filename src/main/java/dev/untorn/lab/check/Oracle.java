package dev.untorn.lab.check;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.Commit.Effect;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.BodyState;
import dev.untorn.lab.writer.StateModel;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.lab.writer.WriterKind.Exposure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of a run from its writer and from all responses together. */
public final class Oracle {
  /** The kernel may stamp files by a clock that is so much behind. */
  private static final long TICK_NANOS = 20_000_000;

  private final StateModel model;
  private final Exposure exposure;
  private final Retention retention;
  private final List<Commit> commits;
  private final Map<Long, Commit> lastOfState = new HashMap<>();
  private final Map<Long, Commit> firstOfState = new HashMap<>();
  private final Map<String, StateRange> ownerOfTag = new HashMap<>();

  /** Learns from a history. */
  public Oracle(StateModel model, Exposure exposure, History history, Retention retention) {
    this.model = model;
    this.exposure = exposure;
    this.retention = retention;
    this.commits = history.commits();
    for (Commit commit : commits) {
      lastOfState.put(commit.state(), commit);
      firstOfState.putIfAbsent(commit.state(), commit);
    }
    history.observations().stream()
        .filter(Observation::hasContent)
        .sorted(
            // A part may be of a version still being written; a whole body says more.
            Comparator.<Observation>comparingInt(seen -> seen.head().status())
                .thenComparingLong(Observation::endNanos))
        .forEach(this::learnTag);
  }

  /** A tag belongs to the states it was first seen with. */
  private void learnTag(Observation seen) {
    if (seen.head().tag().isPresent()) {
      String tag = seen.head().tag().get();
      wholeStates(seen)
          .ifPresent(states ->
              ownerOfTag.merge(
                  tag,
                  states,
                  (owner, more) -> owner.and(more).isEmpty() ? owner : owner.and(more)));
    }
  }

  StateModel model() {
    return model;
  }

  /** What a body is, by its bytes. */
  BodyState stateOf(Observation seen) {
    return model.stateOf(seen.blocks(), seen.totalBytes());
  }

  /** The states that a body may be of, if it is whole. */
  Optional<StateRange> wholeStates(Observation seen) {
    return stateOf(seen) instanceof BodyState.Whole(StateRange states)
        ? Optional.of(states)
        : Optional.empty();
  }

  /** The same of a response with content. */
  Optional<StateRange> wholeContent(Observation seen) {
    return seen.hasContent() ? wholeStates(seen) : Optional.empty();
  }

  /** The states a tag was seen with. */
  Optional<StateRange> ownerOf(String tag) {
    return Optional.ofNullable(ownerOfTag.get(tag));
  }

  /** When a state's last byte was written; the run's end for one that never was. */
  long writtenNanos(long state) {
    Commit commit = firstOfState.get(state);
    return commit == null ? Long.MAX_VALUE : commit.writtenNanos();
  }

  /** The file's seconds between which a state's Last-Modified lies. */
  StateRange modifiedSeconds(StateRange states) {
    Commit first = firstOfState.get(states.first());
    Commit last = lastOfState.get(Math.min(states.last(), commits.getLast().state()));
    if (first == null || last == null) {
      return StateRange.ALL;
    }
    return new StateRange(first.beginSeconds(), last.mtimeSeconds());
  }

  /**
   * How much older than the newest closed state something is.
   *
   * @return nanoseconds since a newer state was closed, at a moment; 0 when none was
   */
  long lagNanos(StateRange states, long atNanos) {
    Commit next = firstOfState.get(states.last() + 1);
    return next == null || next.commitNanos() > atNanos ? 0 : atNanos - next.commitNanos();
  }

  /**
   * Whether the server must still keep the version that an exchange began with, when another one
   * ends: its time is not over, and what may have been replaced since fits into the room for it.
   */
  boolean mustBeKept(Observation begun, Observation later) {
    long replaced = 1 + during(begun.startNanos(), later.endNanos()).count();
    long longest = Math.max(model.lengthBytes(0), model.lengthBytes(1));
    return later.endNanos() - begun.endNanos() < retention.nanos()
        && replaced * Math.max(longest, begun.totalBytes()) <= retention.bytes();
  }

  /** Whether the writer had the file open at some moment of a stretch of time. */
  boolean writerOpenDuring(long fromNanos, long toNanos) {
    return switch (exposure) {
      case ALWAYS -> true;
      case NEVER -> false;
      case WHILE_CHANGING -> changedDuring(fromNanos, toNanos);
    };
  }

  /** Whether a change of the file was under way at some moment of a stretch of time. */
  public boolean changedDuring(long fromNanos, long toNanos) {
    int at = History.first(commits, commit -> commit.commitNanos() >= fromNanos);
    return at < commits.size() && commits.get(at).beginNanos() <= toNanos;
  }

  /**
   * As {@link #changedDuring}, and bytes or times of an inode were changed that readers may have.
   */
  public boolean touchedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.effect() != Effect.RENAMED_OVER);
  }

  /** Whether there may have been no file of the name at some moment of a stretch of time. */
  boolean missingDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.effect() == Effect.NEW_FILE);
  }

  /**
   * Whether the stamp of the file that was there at the first moment certainly moved after it, and
   * before the second.
   */
  public boolean stampMovedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).allMatch(commit -> commit.effect() == Effect.IN_PLACE)
        && during(fromNanos, toNanos)
            .mapToLong(Commit::stampedNanos)
            .anyMatch(stamped -> stamped > fromNanos && stamped + TICK_NANOS < toNanos);
  }

  private Stream<Commit> during(long fromNanos, long toNanos) {
    return commits.stream()
        .skip(History.first(commits, commit -> commit.commitNanos() >= fromNanos))
        .takeWhile(commit -> commit.beginNanos() <= toNanos);
  }
}

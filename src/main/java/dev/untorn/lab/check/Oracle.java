package dev.untorn.lab.check;

import dev.untorn.lab.check.Promise.Retention;
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

/** What the writer's commits and all responses together tell about a run. */
public final class Oracle {
  /** The clock for file timestamps may lag by this much. */
  private static final long TICK_NANOS = 20_000_000;

  private final StateModel model;
  private final Exposure exposure;
  private final Retention retention;
  private final List<Commit> commits;
  private final Map<Long, Commit> lastOfState = new HashMap<>();
  private final Map<Long, Commit> firstOfState = new HashMap<>();
  private final Map<String, StateRange> ownerOfTag = new HashMap<>();

  public Oracle(StateModel model, Exposure exposure, History history, Retention retention) {
    this(model, exposure, history.commits(), retention);
    history.observations().stream()
        .filter(Observation::hasContent)
        .sorted(
            // A partial response may be of a version still being written; a whole body says more.
            Comparator.<Observation>comparingInt(seen -> seen.head().status())
                .thenComparingLong(Observation::endNanos))
        .forEach(this::learnTag);
  }

  /**
   * An oracle for an object that is replaced at once.
   *
   * @param tags that its origin gave to its versions
   */
  public Oracle(StateModel model, List<Commit> commits, Map<String, StateRange> tags) {
    this(model, Exposure.NEVER, commits, Retention.NONE);
    ownerOfTag.putAll(tags);
  }

  private Oracle(StateModel model, Exposure exposure, List<Commit> commits, Retention retention) {
    this.model = model;
    this.exposure = exposure;
    this.retention = retention;
    this.commits = commits;
    for (Commit commit : commits) {
      lastOfState.put(commit.state(), commit);
      firstOfState.putIfAbsent(commit.state(), commit);
    }
  }

  /** A tag belongs to the states with which it was first seen. */
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

  BodyState stateOf(Observation seen) {
    return model.stateOf(seen.blocks(), totalBytes(seen));
  }

  /** Of an unfinished body whose length nobody stated: that of the version it begins with. */
  private long totalBytes(Observation seen) {
    return seen.tellsTotal() || seen.blocks().versions().isEmpty()
        ? seen.totalBytes()
        : model.lengthBytes(seen.blocks().versions().getFirst());
  }

  /** The states that the body may be of; empty if it is not whole. */
  public Optional<StateRange> wholeStates(Observation seen) {
    return stateOf(seen) instanceof BodyState.Whole(StateRange states)
        ? Optional.of(states)
        : Optional.empty();
  }

  /** As {@link #wholeStates}; empty for responses without content. */
  public Optional<StateRange> wholeContent(Observation seen) {
    return seen.hasContent() ? wholeStates(seen) : Optional.empty();
  }

  Optional<StateRange> ownerOf(String tag) {
    return Optional.ofNullable(ownerOfTag.get(tag));
  }

  /** When the state's last byte was written; {@link Long#MAX_VALUE} if that never happened. */
  long writtenNanos(long state) {
    Commit commit = firstOfState.get(state);
    return commit == null ? Long.MAX_VALUE : commit.writtenNanos();
  }

  /** The range in which the Last-Modified of these states lies, in seconds of the file's clock. */
  StateRange modifiedSeconds(StateRange states) {
    Commit first = firstOfState.get(states.first());
    Commit last = lastOfState.get(Math.min(states.last(), commits.getLast().state()));
    if (first == null || last == null) {
      return StateRange.ALL;
    }
    return new StateRange(first.beginSeconds(), last.mtimeSeconds());
  }

  /** Nanoseconds from the close of the next newer state to a moment; 0 if it was not closed yet. */
  long lagNanos(StateRange states, long atNanos) {
    Commit next = firstOfState.get(states.last() + 1);
    return next == null || next.commitNanos() > atNanos ? 0 : atNanos - next.commitNanos();
  }

  /**
   * Whether the server must still have the version of the first exchange when the later one ends:
   * its retention time is not over, and all versions replaced since fit into the retention space.
   */
  boolean mustBeKept(Observation begun, Observation later) {
    long replaced = 1 + during(begun.startNanos(), later.endNanos()).count();
    long longest = Math.max(model.lengthBytes(0), model.lengthBytes(1));
    return later.endNanos() - begun.endNanos() < retention.nanos()
        && replaced * Math.max(longest, begun.totalBytes()) <= retention.bytes();
  }

  boolean writerOpenDuring(long fromNanos, long toNanos) {
    return switch (exposure) {
      case ALWAYS -> true;
      case NEVER -> false;
      case WHILE_CHANGING -> changedDuring(fromNanos, toNanos);
    };
  }

  public boolean changedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).findFirst().isPresent();
  }

  /** Whether the bytes or times of an inode that readers may have open were changed. */
  public boolean touchedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.effect() != Effect.RENAMED_OVER);
  }

  /** Whether the name may have been missing at some time in between. */
  boolean missingDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.effect() == Effect.NEW_FILE);
  }

  /** Whether the ctime of the file present at the start certainly changed before the end. */
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

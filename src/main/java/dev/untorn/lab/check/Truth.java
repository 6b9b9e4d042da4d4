package dev.untorn.lab.check;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.Commit.Way;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.Course;
import dev.untorn.lab.writer.Shape;
import dev.untorn.lab.writer.Span;
import dev.untorn.lab.writer.WriterKind.Exposure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of a run from its writer and from all responses together. */
public final class Truth {
  /** The kernel may stamp files by a clock that is so much behind. */
  private static final long TICK_NANOS = 20_000_000;

  private final Course course;
  private final Exposure exposure;
  private final Keeping keeping;
  private final List<Commit> commits;
  private final Map<Long, Commit> lastOfState = new HashMap<>();
  private final Map<Long, Commit> firstOfState = new HashMap<>();
  private final Map<String, Span> ownerOfTag = new HashMap<>();

  /** Learns from a history, of a server that keeps nothing. */
  public Truth(Course course, Exposure exposure, History history) {
    this(course, exposure, history, Keeping.NONE);
  }

  /** Learns from a history. */
  public Truth(Course course, Exposure exposure, History history, Keeping keeping) {
    this.course = course;
    this.exposure = exposure;
    this.keeping = keeping;
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
    if (seen.head().tag().isPresent() && shapeOf(seen) instanceof Shape.Whole(Span states)) {
      ownerOfTag.merge(
          seen.head().tag().get(),
          states,
          (owner, more) -> owner.and(more).isEmpty() ? owner : owner.and(more));
    }
  }

  Course course() {
    return course;
  }

  /** What a body is, by its bytes. */
  Shape shapeOf(Observation seen) {
    return course.shapeOf(seen.blocks(), seen.totalBytes());
  }

  /** The states a tag was seen with. */
  Optional<Span> ownerOf(String tag) {
    return Optional.ofNullable(ownerOfTag.get(tag));
  }

  /** When a state's last byte was written; the run's end for one that never was. */
  long writtenNanos(long state) {
    Commit commit = firstOfState.get(state);
    return commit == null ? Long.MAX_VALUE : commit.writtenNanos();
  }

  /** The file's seconds between which a state's Last-Modified lies. */
  Span modifiedSeconds(Span states) {
    Commit first = firstOfState.get(states.first());
    Commit last = lastOfState.get(Math.min(states.last(), commits.getLast().state()));
    if (first == null || last == null) {
      return Span.ALL;
    }
    return new Span(first.beginSeconds(), last.mtimeSeconds());
  }

  /**
   * How much older than the newest closed state something is.
   *
   * @return nanoseconds since a newer state was closed, at a moment; 0 when none was
   */
  long lagNanos(Span states, long atNanos) {
    Commit next = firstOfState.get(states.last() + 1);
    return next == null || next.commitNanos() > atNanos ? 0 : atNanos - next.commitNanos();
  }

  /**
   * Whether the server must still keep the version that an exchange began with, when another one
   * ends: its time is not over, and what may have been replaced since fits into the room for it.
   */
  boolean mustBeKept(Observation begun, Observation later) {
    long replaced = 1 + during(begun.startNanos(), later.endNanos()).count();
    long longest = Math.max(course.lengthBytes(0), course.lengthBytes(1));
    return later.endNanos() - begun.endNanos() < keeping.nanos()
        && replaced * Math.max(longest, begun.totalBytes()) <= keeping.bytes();
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
    int at = firstCommitAtOrAfter(fromNanos);
    return at < commits.size() && commits.get(at).beginNanos() <= toNanos;
  }

  /**
   * As {@link #changedDuring}, and bytes or times of an inode were changed that readers may have.
   */
  public boolean touchedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.way() != Way.RENAMED_OVER);
  }

  /** Whether there may have been no file of the name at some moment of a stretch of time. */
  boolean missingDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).anyMatch(commit -> commit.way() == Way.NEW_FILE);
  }

  /**
   * Whether the stamp of the file that was there at the first moment certainly moved after it, and
   * before the second.
   */
  public boolean stampMovedDuring(long fromNanos, long toNanos) {
    return during(fromNanos, toNanos).allMatch(commit -> commit.way() == Way.IN_PLACE)
        && during(fromNanos, toNanos)
            .mapToLong(Commit::stampedNanos)
            .anyMatch(stamped -> stamped > fromNanos && stamped + TICK_NANOS < toNanos);
  }

  private Stream<Commit> during(long fromNanos, long toNanos) {
    return commits.stream()
        .skip(firstCommitAtOrAfter(fromNanos))
        .takeWhile(commit -> commit.beginNanos() <= toNanos);
  }

  private int firstCommitAtOrAfter(long nanos) {
    int low = 0;
    int high = commits.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (commits.get(middle).commitNanos() < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package dev.untorn.origin.proxy.part;

import dev.untorn.origin.object.partial.Extents;
import java.util.Collection;
import java.util.Optional;

/**
 * Decides what is fetched next of a body of known length, from what is there and what is being
 * fetched. Pure.
 */
public record Planning(Extents extents, long lengthBytes) {
  /** Who wants bytes so near ahead of a run waits for it: about as long as for a new request. */
  public static final long NEAR_BYTES = 8L << 20;

  /** So near the end of what is there its next bytes are asked for, so that nobody waits. */
  public static final long AHEAD_BYTES = 4L << 20;

  /** What is being fetched; {@code at} is where its next byte goes, {@code to} its end. */
  public record Active(long from, long at, long to) {
    public boolean covers(long offset) {
      return from <= offset && offset < to;
    }
  }

  /** The next stretch for the whole; empty if it is there, or being fetched. */
  public Optional<RunPlan> forWhole(Collection<Active> active) {
    long gap = extents.availableFrom(0);
    return gap >= lengthBytes
            || active.stream().anyMatch(each -> isNear(each, gap) || endsAt(each, gap))
        ? Optional.empty()
        : Optional.of(plan(gap, gap, lengthBytes, active, RunPlan.Kind.WHOLE));
  }

  /** The next stretch that a response needs; empty if it has it, or need only wait. */
  public Optional<RunPlan> forPart(Demand demand, Collection<Active> active) {
    long end = Math.min(Extents.ceiling(demand.end()), lengthBytes);
    if (extents.settledFrom(demand.first()) >= demand.end()) {
      return Optional.empty();
    }
    long missing = extents.availableFrom(demand.first());
    boolean waits =
        missing >= end
            || missing - demand.from() > AHEAD_BYTES
            || active.stream().anyMatch(each -> isNear(each, missing) || endsAt(each, missing));
    if (waits) {
      return Optional.empty();
    }
    long before = extents.endBefore(missing);
    long from = Math.max(Extents.floor(missing), before);
    long to = Math.min(end, Extents.ceiling(from + demand.spanBytes()));
    return Optional.of(plan(missing, from, to, active, RunPlan.Kind.PART));
  }

  private static boolean isNear(Active run, long offset) {
    return run.covers(offset) && offset - run.at() <= NEAR_BYTES;
  }

  /** Whether it is about to bring the byte there, or to compare the join. */
  private static boolean endsAt(Active run, long offset) {
    return run.at() == offset;
  }

  private RunPlan plan(
      long missing, long from, long to, Collection<Active> active, RunPlan.Kind kind) {
    if (extents.nextFrom(missing) == missing) { // It is there: only the join is not compared.
      return new RunPlan(missing, missing, kind);
    }
    return new RunPlan(from, Math.min(to, limit(from, active)), kind);
  }

  /** Where something else begins, behind this offset. */
  public long limit(long from, Collection<Active> active) {
    return Math.min(
        extents.nextFrom(from + 1),
        active.stream()
            .mapToLong(Active::from)
            .filter(other -> other > from)
            .min()
            .orElse(Long.MAX_VALUE));
  }
}

package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.object.partial.GrowingParts;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.proxy.part.Demand;
import dev.untorn.origin.proxy.part.Planning;
import dev.untorn.origin.proxy.part.RunPlan;
import dev.untorn.version.CopyProgress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is being fetched of one body, and who wants which of its parts. Thread-safe; pure memory.
 */
final class Runs implements GrowingParts.Supply {
  /** Of one body at once: as many as the busiest download programs have connections. */
  private static final int RUNS_MAX = 16;

  private final ObjectFill fill;
  private final OptionalLong lengthBytes;
  private final Runnable whenWanted;
  private final Map<RunPlan, Optional<Run>> active = new LinkedHashMap<>();
  private final Set<Demand> demands = new HashSet<>();
  private Optional<Demand> expected = Optional.empty();
  private Room aim;
  private Parts parts = Parts.COME;

  /** Whether parts are asked for. */
  private enum Parts {
    COME,
    /** They fail, so that who wants one waits until the whole has come as far. */
    FAIL,
    /** The origin sends none: likewise, and the whole comes from its first byte. */
    REFUSED,
    /** Nothing is asked for any more. */
    OVER
  }

  /** {@code whenWanted} is called, on any thread, when there may be something to be planned. */
  Runs(ObjectFill fill, OptionalLong lengthBytes, Room aim, Runnable whenWanted) {
    this.fill = fill;
    this.lengthBytes = lengthBytes;
    this.aim = aim;
    this.whenWanted = whenWanted;
  }

  @Override
  public CopyProgress.Reader reader(boolean ofAll) {
    Demand demand = new Demand();
    synchronized (this) {
      demands.add(demand);
      expected = Optional.empty();
      if (ofAll) {
        aim = Room.WHOLE;
      }
    }
    return new CopyProgress.Reader() {
      @Override
      public void wants(long first, long from, long end) {
        boolean due;
        synchronized (Runs.this) {
          demand.wants(first, from, end);
          due = isDue(demand);
        }
        if (due) {
          whenWanted.run();
        }
      }

      @Override
      public void close() {
        synchronized (Runs.this) {
          demands.remove(demand);
        }
      }
    };
  }

  private boolean isDue(Demand demand) {
    return wholeNext().isPresent() || next(demand).isPresent();
  }

  private Optional<RunPlan> wholeNext() {
    boolean due =
        aim == Room.WHOLE
            && lengthBytes.isPresent()
            && active.keySet().stream().noneMatch(each -> each.kind().isForWhole());
    if (!due) {
      return Optional.empty();
    }
    return switch (parts) {
      case COME, FAIL -> planning().forWhole(actives());
      case REFUSED ->
          active.isEmpty()
              ? Optional.of(new RunPlan(0, lengthBytes.getAsLong(), RunPlan.Kind.AGAIN))
              : Optional.empty();
      case OVER -> Optional.empty();
    };
  }

  /** What is to be begun now; it counts as begun. */
  synchronized List<RunPlan> next() {
    List<RunPlan> plans = new ArrayList<>();
    wholeNext().ifPresent(plan -> begin(plan, plans));
    for (Demand demand : demands) {
      next(demand)
          .ifPresent(plan -> {
            demand.planned(plan.to() - plan.from());
            begin(plan, plans);
          });
    }
    return plans;
  }

  private void begin(RunPlan plan, List<RunPlan> plans) {
    active.put(plan, Optional.empty());
    plans.add(plan);
  }

  private Optional<RunPlan> next(Demand demand) {
    return parts != Parts.COME || active.size() >= RUNS_MAX || lengthBytes.isEmpty()
        ? Optional.empty()
        : planning().forPart(demand, actives());
  }

  private Planning planning() {
    return new Planning(fill.extents(), lengthBytes.getAsLong());
  }

  private List<Planning.Active> actives() {
    return active.entrySet().stream()
        .map(each -> {
          RunPlan plan = each.getKey();
          long at = each.getValue().map(run -> run.writer().at()).orElse(plan.from());
          return new Planning.Active(plan.from(), at, limit(plan, at));
        })
        .toList();
  }

  private long limit(RunPlan plan, long at) {
    long other = fill.extents().nextFrom(at);
    for (RunPlan each : active.keySet()) {
      if (each.from() > plan.from()) {
        other = Math.min(other, each.from());
      }
    }
    long end = Math.min(plan.to(), other);
    return isWanted(plan, at) ? end : Math.min(end, Extents.ceiling(at));
  }

  /** Whether anybody wants what a run still brings; else it ends with the unit. */
  private boolean isWanted(RunPlan plan, long at) {
    return switch (plan.kind()) {
      case FIRST, WHOLE, AGAIN -> true;
      case PART ->
          demands.stream().anyMatch(each -> each.from() < plan.to() && each.end() > at)
              || expected.filter(each -> each.from() < plan.to() && each.end() > at).isPresent();
    };
  }

  /** Where something else begins. */
  synchronized long limit(Run run) {
    return limit(run.plan(), run.writer().at());
  }

  /** A run's bytes come. */
  synchronized void began(RunPlan plan, Run run) {
    active.put(plan, Optional.of(run));
  }

  /** A response is about to want this. */
  synchronized void expect(long from, long end) {
    Demand demand = new Demand();
    demand.wants(from, from, end);
    expected = Optional.of(demand);
  }

  /** It brings nothing more. */
  synchronized void ended(RunPlan plan) {
    active.remove(plan);
  }

  /** Parts fail; who waits for one gets it by the run for the whole. Returns whether there is. */
  synchronized boolean waitForWhole() {
    boolean whole = active.keySet().stream().anyMatch(each -> each.kind().isForWhole());
    if (whole && parts == Parts.COME) {
      parts = Parts.FAIL;
    }
    return whole;
  }

  /**
   * The origin sends no parts; who waits for one gets it with the whole. Returns what is to bring
   * that, and counts as begun, unless something else must end before.
   */
  synchronized Optional<RunPlan> refuseParts() {
    if (parts != Parts.OVER) {
      parts = Parts.REFUSED;
      aim = Room.WHOLE;
    }
    Optional<RunPlan> again = wholeNext();
    again.ifPresent(plan -> active.put(plan, Optional.empty()));
    return again;
  }

  /** Whether nothing is being fetched, nor to be. */
  synchronized boolean isIdle() {
    return active.isEmpty() && aim == Room.PARTS;
  }

  /** Nothing is begun any more. Returns what was under way. */
  synchronized List<Run> end() {
    parts = Parts.OVER;
    List<Run> all = active.values().stream().flatMap(Optional::stream).toList();
    active.clear();
    return all;
  }
}

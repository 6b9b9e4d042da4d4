package dev.untorn.lab.run;

import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Which answers were under way while the file was being changed. Pure. */
final class Overlaps {
  /** Changes, by their number, that one answer overlaps; last before first where it is none. */
  private record Range(int first, int last) {}

  private Overlaps() {}

  /**
   * Counts.
   *
   * @param changes one after the other, in order
   */
  static Evidence of(List<Commit> changes, List<Observation> answers) {
    List<Range> ranges = new ArrayList<>();
    for (Observation answer : answers) {
      Range range =
          new Range(
              History.first(changes, it -> it.commitNanos() >= answer.startNanos()),
              History.first(changes, it -> it.beginNanos() > answer.endNanos()) - 1);
      if (range.first <= range.last) {
        ranges.add(range);
      }
    }
    return new Evidence(changes.size(), ranges.size(), pairs(changes.size(), ranges));
  }

  /** The largest matching: each change takes the answer whose last change comes soonest. */
  private static long pairs(int changes, List<Range> ranges) {
    ranges.sort(Comparator.comparingInt(Range::first));
    PriorityQueue<Integer> lasts = new PriorityQueue<>();
    int next = 0;
    long pairs = 0;
    for (int change = 0; change < changes; change++) {
      while (next < ranges.size() && ranges.get(next).first <= change) {
        lasts.add(ranges.get(next).last);
        next++;
      }
      while (!lasts.isEmpty() && lasts.element() < change) {
        lasts.remove();
      }
      if (!lasts.isEmpty()) {
        lasts.remove();
        pairs++;
      }
    }
    return pairs;
  }
}

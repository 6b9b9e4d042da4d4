package dev.untorn.lab.run;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * The evidence for a cell's verdict.
 *
 * @param changes of the file
 * @param overlapping answers with content during which the file was being changed
 * @param independent size of the largest matching of such answers with changes they overlap:
 *     answers that overlap the same change are not independent
 */
public record Evidence(long changes, long overlapping, long independent) {
  public static final Evidence NONE = new Evidence(0, 0, 0);

  /** Why no verdict is possible, if so. */
  Optional<String> gap(Map<ClientKind, VerdictCounts> clients) {
    if (changes == 0) {
      return Optional.of("the writer changed nothing");
    }
    String silent =
        clients.entrySet().stream()
            .filter(client -> client.getValue().answers() == 0)
            .map(client -> client.getKey().label())
            .sorted()
            .collect(Collectors.joining(", "));
    if (!silent.isEmpty() || clients.isEmpty()) {
      return Optional.of("no answer with content" + (silent.isEmpty() ? "" : " for: " + silent));
    }
    return overlapping == 0
        ? Optional.of("no answer overlapped a change of the file")
        : Optional.empty();
  }

  public Evidence plus(Evidence other) {
    return new Evidence(
        changes + other.changes, overlapping + other.overlapping, independent + other.independent);
  }

  /** The indexes of the changes that an answer overlaps; last is below first if there are none. */
  private record Range(int first, int last) {}

  /**
   * @param changes in order, none overlapping another
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

  /** Greedy maximum matching: each change takes the answer whose last change comes soonest. */
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

package dev.untorn.lab.history;

import java.util.List;
import java.util.function.Predicate;

/**
 * A recorded run.
 *
 * @param commits in order; the first is the state before the run
 * @param observations in no order
 */
public record History(List<Commit> commits, List<Observation> observations) {
  public History {
    commits = List.copyOf(commits);
    observations = List.copyOf(observations);
  }

  /**
   * Binary search: the index of the first commit for which a monotonic condition holds, else their
   * count.
   */
  public static int first(List<Commit> commits, Predicate<Commit> isTrue) {
    int low = 0;
    int high = commits.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isTrue.test(commits.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

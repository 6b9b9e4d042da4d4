package dev.untorn.lab.history;

import java.util.List;
import java.util.function.Predicate;

/**
 * A run, recorded.
 *
 * @param commits in the order of their end; the first is the state before the run
 * @param observations in no order
 */
public record History(List<Commit> commits, List<Observation> observations) {
  public History {
    commits = List.copyOf(commits);
    observations = List.copyOf(observations);
  }

  /**
   * The number of the first commit that something is true of, as of all after it; their count if it
   * is true of none.
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

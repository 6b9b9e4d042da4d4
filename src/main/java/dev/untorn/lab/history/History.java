package dev.untorn.lab.history;

import java.util.List;

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
}

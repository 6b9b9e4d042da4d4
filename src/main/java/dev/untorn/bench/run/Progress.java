package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadResult;

/** Receives a run's progress, on the run's thread. */
public interface Progress {
  record Turn(String caseName, String server, int round, int rounds) {}

  /** A server's turn begins with its warm-up. */
  void begins(Turn turn);

  /**
   * Called several times a second.
   *
   * @param now since the begin of the round
   * @param tick since the last call
   */
  void goes(LoadResult now, Tick tick);

  void ended(RoundResult round);
}

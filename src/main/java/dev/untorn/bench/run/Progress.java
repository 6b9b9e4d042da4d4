package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadResult;

/** Notified of a run's progress, on the run's thread. */
public interface Progress {
  /** A server's turn: round {@code round} of {@code rounds}. */
  record Turn(String caseName, String server, int round, int rounds) {}

  /** A server's turn begins with its warm-up. */
  void begins(Turn turn);

  /**
   * Called several times a second.
   *
   * @param now since the begin of the round
   * @param tick since the last time
   */
  void goes(LoadResult now, Tick tick);

  /** A server's turn has ended. */
  void ended(RoundResult round);
}

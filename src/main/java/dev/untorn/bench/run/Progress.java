package dev.untorn.bench.run;

import dev.untorn.bench.load.LoadResult;

/** Told how a run goes. On the run's thread. */
public interface Progress {
  /** A server's turn: round {@code round} of {@code rounds}. */
  record Turn(String caseName, String server, int round, int rounds) {}

  /** Warms up, and is then measured. */
  void begins(Turn turn);

  /**
   * Some times a second.
   *
   * @param now since the begin of the round
   * @param tick since the last time
   */
  void goes(LoadResult now, Tick tick);

  /** The turn's end. */
  void ended(RoundResult round);
}

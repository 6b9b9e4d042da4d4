package dev.untorn.bench.run;

import dev.untorn.bench.load.Live;

/** Told how a run goes. On the run's thread. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void begins(Turn turn) {}

        @Override
        public void goes(Live live, Tick tick) {}

        @Override
        public void ended(Sample sample) {}
      };

  /** A server's turn: round {@code round} of {@code rounds}. */
  record Turn(String caseName, String server, int round, int rounds) {}

  /** Warms up, and is then measured. */
  void begins(Turn turn);

  /**
   * Some times a second.
   *
   * @param live since the begin of the round
   * @param tick since the last time
   */
  void goes(Live live, Tick tick);

  /** The turn's end. */
  void ended(Sample sample);
}

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
        public void goes(Live live) {}

        @Override
        public void ended(Sample sample) {}
      };

  /** A server's turn: round {@code round} of {@code rounds}. */
  record Turn(String caseName, String server, int round, int rounds) {}

  /** Warms up, and is then measured. */
  void begins(Turn turn);

  /** Some times a second. */
  void goes(Live live);

  /** The turn's end. */
  void ended(Sample sample);
}

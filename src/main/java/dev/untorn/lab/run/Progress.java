package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;

/** Hears how a run goes on. Called from many threads. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void begins(Cell cell, int number, int of) {}

        @Override
        public void seen(Observation observation) {}

        @Override
        public void judged(CellResult result) {}

        @Override
        public void ends() {}
      };

  /** A cell begins. */
  void begins(Cell cell, int number, int of);

  /** An exchange is over. */
  void seen(Observation observation);

  /** A cell is judged. */
  void judged(CellResult result);

  /** All is over. */
  void ends();
}

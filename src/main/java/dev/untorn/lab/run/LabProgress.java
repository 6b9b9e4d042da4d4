package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;

/** Is told how a run goes. Called from many threads. */
public interface LabProgress {
  /** Does nothing. */
  LabProgress NONE = new LabProgress() {};

  /** A cell begins. */
  default void begins(Cell cell, int number, int of) {}

  /** An exchange is over. */
  default void seen(Observation observation) {}

  /** A cell is judged. */
  default void judged(CellResult result) {}
}

package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;

/** Hears how a run goes on. Called from many threads. */
public interface Progress {
  /** A cell begins. */
  void begins(Cell cell, int number, int of);

  /** An exchange is over. */
  void seen(Observation observation);

  /** A cell is judged. */
  void judged(CellResult result);

  /** All is over. */
  void ends();
}

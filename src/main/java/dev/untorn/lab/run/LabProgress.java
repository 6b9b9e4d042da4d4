package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;

/** Observes a run. Called on many threads. */
public interface LabProgress {
  LabProgress NONE = new LabProgress() {};

  default void begins(Cell cell, int number, int of) {}

  default void seen(Observation observation) {}

  default void judged(CellResult result) {}
}

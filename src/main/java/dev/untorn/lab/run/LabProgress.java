package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;

/** Is told how a run goes. Called from many threads. */
public interface LabProgress {
  LabProgress NONE = new LabProgress() {};

  default void begins(Cell cell, int number, int of) {}

  default void seen(Observation observation) {}

  default void judged(CellResult result) {}
}

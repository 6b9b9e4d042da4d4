package dev.untorn.lab.run;

import dev.untorn.lab.history.Observation;
import java.util.function.Consumer;

/** Hears of each exchange, on the thread of its client. */
record Watching(Consumer<Observation> watcher) implements LabProgress {
  @Override
  public void seen(Observation observation) {
    watcher.accept(observation);
  }
}

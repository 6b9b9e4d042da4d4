package dev.untorn.lab.proxy;

import dev.untorn.lab.history.Observation;

/** Observes a run. Called on many threads. */
public interface ProxyProgress {
  ProxyProgress NONE = new ProxyProgress() {};

  default void begins(ProxyCell cell, int number, int of) {}

  default void seen(Observation observation) {}

  default void judged(ProxyCellResult result) {}
}
